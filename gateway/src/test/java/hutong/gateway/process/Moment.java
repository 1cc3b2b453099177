package hutong.gateway.process;

/**
 * A place in the program where a node may be killed: where a method begins.
 *
 * @param type name of the class
 */
record Moment(String type, String method) {

  static Moment before(String type, String method) {
    return new Moment("hutong." + type, method);
  }

  @Override
  public String toString() {
    return "before " + type.substring(type.lastIndexOf('.') + 1) + "." + method;
  }
}
