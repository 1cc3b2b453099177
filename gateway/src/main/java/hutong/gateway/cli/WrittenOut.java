package hutong.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes files that the program brings along; one that is there already is left as it is. */
final class WrittenOut {

  private WrittenOut() {}

  /**
   * Writes them.
   *
   * @param folder of the program
   * @param to made if it is not there
   */
  static int all(PrintWriter out, String folder, List<String> files, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : files) {
      Path file = to.resolve(name);
      if (Files.exists(file)) {
        out.println(file + " is there already");
        continue;
      }
      try (InputStream in = WrittenOut.class.getResourceAsStream(folder + name)) {
        Files.copy(in, file);
      }
      out.println(file);
    }
    return ExitCode.DONE;
  }
}
