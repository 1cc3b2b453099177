package hutong.gateway.demo;

/** Something that happens in the field, played once, and seen to come out as it should. */
interface Scene {

  String zh();

  /** What is shown if it comes out well. */
  String en();

  /** Plays it, and says whether everything was really so. */
  boolean play(Stage stage) throws Exception;
}
