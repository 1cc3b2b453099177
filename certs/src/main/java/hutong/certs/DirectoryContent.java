package hutong.certs;

import java.time.Instant;
import java.util.List;

/**
 * What a directory says, before it is signed.
 *
 * @param version grows with every change
 * @param issued when it was made
 * @param expires from when on nothing in it is to be relied on
 */
public record DirectoryContent(
    long version, Instant issued, Instant expires, List<Member> members) {

  public DirectoryContent {
    members = List.copyOf(members);
  }
}
