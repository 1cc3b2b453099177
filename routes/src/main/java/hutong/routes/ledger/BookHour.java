package hutong.routes.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * What one side's book says of one hour.
 *
 * @param begins the hour of the signed creation time
 * @param count records of that hour that the recipient has receipted
 * @param root 32 octets over their ids and outcomes
 */
public record BookHour(Instant begins, long count, byte[] root) {

  @Override
  public boolean equals(Object other) {
    return other instanceof BookHour hour
        && begins.equals(hour.begins)
        && count == hour.count
        && Arrays.equals(root, hour.root);
  }

  @Override
  public int hashCode() {
    return Objects.hash(begins, count, Arrays.hashCode(root));
  }
}
