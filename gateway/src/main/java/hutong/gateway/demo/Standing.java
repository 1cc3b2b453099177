package hutong.gateway.demo;

/**
 * How one record stands by its gateways' own answers.
 *
 * @param atSender state; null if its node does not know it
 * @param atRecipient state; null if that node does not know it
 */
record Standing(Sent record, String atSender, String atRecipient) {

  boolean submitted() {
    return atSender != null;
  }

  boolean delivered() {
    return accepted() || rejected() || "DELIVERED".equals(atSender);
  }

  boolean accepted() {
    return "ACCEPTED".equals(atSender);
  }

  boolean rejected() {
    return "REJECTED".equals(atSender);
  }

  boolean parked() {
    return !accepted() && !rejected() && "PARKED".equals(atRecipient);
  }

  boolean open() {
    return submitted() && !accepted() && !rejected() && !parked();
  }
}
