package hutong.gateway.webhooks;

import java.time.Duration;

/**
 * What became of one call of a webhook.
 *
 * @param cause stable word; null if it was taken
 * @param status of the answer; 0 if there was none
 * @param asked what the receiver asks for; null if nothing
 * @param gone whether the receiver wants nothing more
 */
public record Delivery(String cause, int status, Duration asked, boolean gone) {

  static final Delivery TAKEN = new Delivery(null, 200, null, false);

  static Delivery failed(String cause) {
    return new Delivery(cause, 0, null, false);
  }

  public boolean taken() {
    return cause == null;
  }
}
