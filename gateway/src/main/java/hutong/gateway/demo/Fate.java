package hutong.gateway.demo;

/**
 * What is to become of a record in the end.
 *
 * @param code why it is rejected; null otherwise
 */
record Fate(End end, String code) {

  /** Where a record comes to rest. */
  enum End {
    ACCEPTED("ACCEPTED", "ACCEPTED"),
    REJECTED("REJECTED", "REJECTED"),
    /** Taken over by its desk, which says nothing yet. */
    OPEN("DELIVERED", "OFFERED"),
    /** With a person of the recipient, who has to name the office. */
    PARKED("DELIVERED", "PARKED");

    private final String atSender;
    private final String atRecipient;

    End(String atSender, String atRecipient) {
      this.atSender = atSender;
      this.atRecipient = atRecipient;
    }

    String atSender() {
      return atSender;
    }

    String atRecipient() {
      return atRecipient;
    }
  }

  static final Fate ACCEPTED = new Fate(End.ACCEPTED, null);
  static final Fate OPEN = new Fate(End.OPEN, null);
  static final Fate PARKED = new Fate(End.PARKED, null);

  static Fate rejected(String code) {
    return new Fate(End.REJECTED, code);
  }

  @Override
  public String toString() {
    return code == null ? end.name() : end + " " + code;
  }
}
