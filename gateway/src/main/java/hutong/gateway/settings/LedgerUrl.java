package hutong.gateway.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says whether a ledger's URL may be used: one database, and nobody on the way to it who could read
 * or pass for it.
 */
final class LedgerUrl {

  static final Set<String> ALLOWED =
      Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "targetServerType", "channelBinding");

  private static final String HOST = "(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?";
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:postgresql://(" + HOST + "(?:," + HOST + ")*)/[A-Za-z0-9_-]+(?:\\?(.*))?");
  private static final Pattern HERE =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");

  private LedgerUrl() {}

  static boolean usable(String url) {
    if (url.isEmpty()) {
      return true;
    }
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return false;
    }
    List<String> options = parts.group(2) == null ? List.of() : List.of(parts.group(2).split("&"));
    List<String> names = options.stream().map(LedgerUrl::name).toList();
    if (!ALLOWED.containsAll(names) || names.stream().distinct().count() != names.size()) {
      return false;
    }
    boolean here =
        Arrays.stream(parts.group(1).split(",", -1)).allMatch(host -> HERE.matcher(host).matches());
    return here || options.contains("sslmode=verify-full");
  }

  private static String name(String option) {
    return option.contains("=") ? option.substring(0, option.indexOf('=')) : "";
  }
}
