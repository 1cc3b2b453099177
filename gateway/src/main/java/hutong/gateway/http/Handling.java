package hutong.gateway.http;

/** What one operation does once its caller is known and its body is here. */
@FunctionalInterface
interface Handling {

  /** Answers the call, now or later; throws {@link Refused} for what is wrong with it. */
  void handle(Call call);
}
