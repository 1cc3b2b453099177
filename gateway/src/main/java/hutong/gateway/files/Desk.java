package hutong.gateway.files;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One desk's folder, and what is meant by a table in it.
 *
 * @param system whose rows they are
 * @param dialect null: by the file's ending, {@code county-xlsx} or {@code county-csv}
 * @param rejectAll whether nothing is posted while any row is refused
 * @param chinese in which language it is answered
 */
record Desk(Path folder, String system, String dialect, boolean rejectAll, boolean chinese) {

  private static final long MOST_BYTES = 4_096;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private record Said(String system, String dialect, String onError, String language) {}

  /**
   * By the file {@code NAME.yaml} beside the folder {@code NAME}, if there is one; else the folder
   * is of the system of its name.
   *
   * @throws IOException if that file can't be read or says something else
   */
  static Desk of(Path folder) throws IOException {
    String name = folder.getFileName().toString();
    Path file = folder.resolveSibling(name + ".yaml");
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Desk(folder, name, null, false, true);
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file.getFileName() + " is too long");
    }
    try {
      Said said = YAML.readValue(Files.readAllBytes(file), Said.class);
      boolean known =
          (said.onError == null
                  || said.onError.equals("rejectAll")
                  || said.onError.equals("acceptValid"))
              && (said.language == null
                  || said.language.equals("zh")
                  || said.language.equals("en"));
      if (!known) {
        throw new IOException("onError is rejectAll or acceptValid, language zh or en");
      }
      return new Desk(
          folder,
          said.system == null ? name : said.system,
          said.dialect,
          "rejectAll".equals(said.onError),
          !"en".equals(said.language));
    } catch (JacksonException fault) {
      throw new IOException("it says something else than system, dialect, onError, language");
    }
  }

  String dialectOf(String file) {
    if (dialect != null) {
      return dialect;
    }
    return file.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? "county-xlsx" : "county-csv";
  }
}
