package hutong.gateway.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Knows which names and addresses stand for this machine alone; asks no name service. */
final class Loopback {

  private static final Pattern IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private Loopback() {}

  static boolean is(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || name.equals("[::1]")
        || IPV4.matcher(name).matches();
  }
}
