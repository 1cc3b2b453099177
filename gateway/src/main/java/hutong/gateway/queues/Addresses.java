package hutong.gateway.queues;

/** Names of the three queues of a local system. */
final class Addresses {

  static final String SUBMIT = "hutong.submit.";
  static final String OUTCOME = "hutong.outcome.";
  static final String DELIVER = "hutong.deliver.";

  private Addresses() {}

  /** An address may come with its queue, {@code address::queue}; ours have one name. */
  static boolean is(String address, String name) {
    return address.equals(name) || address.equals(name + "::" + name);
  }
}
