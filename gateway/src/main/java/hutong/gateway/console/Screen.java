package hutong.gateway.console;

/** One subject of the console: its pages, and what can be done there. */
interface Screen {

  void mount(Pages pages);
}
