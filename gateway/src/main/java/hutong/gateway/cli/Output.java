package hutong.gateway.cli;

import picocli.CommandLine.Option;

/** The option that says for whom the output is. */
final class Output {

  /** A table for people, or JSON for programs. */
  enum Form {
    TABLE,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE})")
  private Form form;

  boolean json() {
    return form == Form.JSON;
  }
}
