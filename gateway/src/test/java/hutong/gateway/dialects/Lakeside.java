package hutong.gateway.dialects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a small dialect, in as many versions as a test wants. */
public final class Lakeside {
  public static final String NAME = "lakeside";

  private Lakeside() {}

  public static Path write(Path under, String version, String validFrom) throws IOException {
    return write(under, NAME, version, validFrom, "grund");
  }

  static Path write(Path under, String name, String version, String validFrom, String field)
      throws IOException {
    Path folder = Files.createDirectories(Files.createTempDirectory(under, "given-"));
    Files.writeString(
        folder.resolve("dialect.yaml"),
        """
        dialect: %s
        version: "%s"
        validFrom: %s
        title:
          zh: 湖边
          en: Lakeside
        format:
          type: json
        types:
          Withdrawal:
            fields:
              %s: withdrawalReason
        """
            .formatted(name, version, validFrom, field));
    Files.writeString(folder.resolve("places.csv"), "theirs,ours\n");
    return folder;
  }
}
