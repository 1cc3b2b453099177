package hutong.certs;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What an applicant says of itself.
 *
 * @param id as in the directory, as all down to {@code inbox}
 * @param hosts names and addresses for its TLS certificate
 * @param signing PKCS#10 for the key that signs
 * @param encryption PKCS#10 for the key that decrypts
 * @param tls PKCS#10 for the key of connections
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record ApplicationContent(
    String id,
    String nameZh,
    String nameEn,
    List<String> divisions,
    String broker,
    String inbox,
    List<String> hosts,
    byte[] signing,
    byte[] encryption,
    byte[] tls) {

  private static final int MOST_HOSTS = 16;
  private static final int LONGEST_NAME = 200;
  private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:-]{1,253}");

  public ApplicationContent {
    Objects.requireNonNull(id);
    divisions = List.copyOf(divisions);
    hosts = List.copyOf(hosts);
  }

  byte[] write() {
    return AuthorityJson.write(this);
  }

  static ApplicationContent read(byte[] json) throws Untrusted {
    ApplicationContent content = AuthorityJson.read(json, ApplicationContent.class);
    boolean hosts =
        !content.hosts.isEmpty()
            && content.hosts.size() <= MOST_HOSTS
            && content.hosts.stream().allMatch(host -> HOST.matcher(host).matches());
    boolean names =
        content.nameZh.length() <= LONGEST_NAME && content.nameEn.length() <= LONGEST_NAME;
    if (!hosts || !names) {
      throw Untrusted.malformed("the application's hosts or names");
    }
    return content;
  }
}
