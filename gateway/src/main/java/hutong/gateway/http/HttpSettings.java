package hutong.gateway.http;

import java.time.Duration;

/**
 * Where the API listens, and what one caller may cost.
 *
 * @param port 0: any free one
 * @param tls null: none
 * @param bodyBytes longest request body
 * @param headBytes longest sum of header fields
 * @param lineBytes longest request line
 * @param connections open at the same time
 * @param headTime from connecting, or from the last answer, to the end of the next request's head
 * @param bodyTime from the end of the head to the end of the body
 * @param answerTime longest wait for the outcome of a post
 * @param ledgerThreads that ask the ledger
 * @param ledgerQueue calls that may wait for such a thread
 * @param closeTime that open calls get to end when the node stops
 */
public record HttpSettings(
    String host,
    int port,
    HttpTls tls,
    int bodyBytes,
    int headBytes,
    int lineBytes,
    int connections,
    Duration headTime,
    Duration bodyTime,
    Duration answerTime,
    int ledgerThreads,
    int ledgerQueue,
    Duration closeTime) {

  /** This machine only, any port, 512 KB a body. */
  public static HttpSettings defaults() {
    return new HttpSettings(
        "127.0.0.1",
        0,
        null,
        512 * 1024,
        16 * 1024,
        4 * 1024,
        2_000,
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        4,
        1_000,
        Duration.ofSeconds(5));
  }

  /** The same, listening elsewhere. */
  public HttpSettings at(String otherHost, int otherPort) {
    return new HttpSettings(
        otherHost,
        otherPort,
        tls,
        bodyBytes,
        headBytes,
        lineBytes,
        connections,
        headTime,
        bodyTime,
        answerTime,
        ledgerThreads,
        ledgerQueue,
        closeTime);
  }

  /** The same with another limit of the body. */
  public HttpSettings withBody(int otherBodyBytes) {
    return new HttpSettings(
        host,
        port,
        tls,
        otherBodyBytes,
        headBytes,
        lineBytes,
        connections,
        headTime,
        bodyTime,
        answerTime,
        ledgerThreads,
        ledgerQueue,
        closeTime);
  }

  /** The same, encrypted. */
  public HttpSettings with(HttpTls otherTls) {
    return new HttpSettings(
        host,
        port,
        otherTls,
        bodyBytes,
        headBytes,
        lineBytes,
        connections,
        headTime,
        bodyTime,
        answerTime,
        ledgerThreads,
        ledgerQueue,
        closeTime);
  }
}
