package hutong.gateway.endtoend;

import hutong.gateway.cli.Trouble;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** How a command ended, and what it said on both of its outputs. */
record Said(int exit, String text) {

  static Said of(Object command, Object... words) {
    StringWriter text = new StringWriter();
    int exit =
        new CommandLine(command)
            .setExecutionExceptionHandler(Trouble::tell)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(text))
            .execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    return new Said(exit, text.toString().strip());
  }

  /** The file of the directory that a command of the authority has told to pass on. */
  Path directory() {
    return Path.of(text.substring(text.indexOf("certs directory ") + 16, text.indexOf(" --home")));
  }
}
