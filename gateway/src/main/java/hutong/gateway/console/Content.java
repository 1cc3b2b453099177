package hutong.gateway.console;

/**
 * What a page shows.
 *
 * @param template below {@code console/}, without its ending; null: there is no such thing
 * @param page what the template is given
 * @param about what the title adds to the screen's own name; empty for nothing
 */
record Content(String template, Object page, String about) {

  static final Content NOTHING = new Content(null, null, "");

  static Content of(String template, Object page) {
    return new Content(template, page, "");
  }
}
