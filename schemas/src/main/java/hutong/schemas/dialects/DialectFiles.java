package hutong.schemas.dialects;

import hutong.schemas.CanonicalField;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads dialects from their files: {@code dialect.yaml} and what it names. Thread-safe, made once.
 */
public final class DialectFiles {

  /** The file that every dialect has. */
  public static final String NAME = "dialect.yaml";

  private static final int MOST_FILES = 60;
  private static final int MOST_BYTES = 1 << 20;
  private static final String BUILT_IN = "built-in.txt";

  private final Map<String, Map<String, CanonicalField>> fields;
  private final RecordTypes types;
  private final CodeLists lists;

  public DialectFiles(RecordTypes types, CodeLists lists) {
    this.types = types;
    this.lists = lists;
    this.fields = new LinkedHashMap<>(CanonicalField.all());
    fields.put(DecisionForm.TYPE, DecisionForm.all());
  }

  /**
   * Makes a dialect of its files.
   *
   * @param files by their names within the dialect's folder
   * @throws DialectFaults with everything that is wrong with them
   */
  public Dialect read(Map<String, byte[]> files) throws DialectFaults {
    return new DialectParser(files, fields, types, lists).parse();
  }

  /** The files of a folder, without what is in folders below it, such as samples. */
  public static Map<String, byte[]> in(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    if (!Files.isRegularFile(folder.resolve(NAME))) {
      throw new IOException(folder + " holds no " + NAME);
    }
    long total = 0;
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path each : inside.filter(Files::isRegularFile).toList()) {
        total += Files.size(each);
        if (total > MOST_BYTES || files.size() == MOST_FILES) {
          throw new IOException(
              folder + ": a dialect has " + MOST_FILES + " files and 1 MB at most");
        }
        files.put(each.getFileName().toString(), Files.readAllBytes(each));
      }
    }
    return files;
  }

  /** Of every dialect that the program brings along, its files by the dialect's name. */
  public static Map<String, Map<String, byte[]>> builtIn() throws IOException {
    Map<String, Map<String, byte[]>> all = new LinkedHashMap<>();
    for (String line : lines(BUILT_IN)) {
      List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
      String name = words.remove(0);
      Map<String, byte[]> files = new TreeMap<>();
      for (String file : words) {
        boolean shared = file.contains("/");
        files.put(file.substring(file.indexOf('/') + 1), bytes(shared ? file : name + "/" + file));
      }
      all.put(name, files);
    }
    return all;
  }

  private static List<String> lines(String resource) throws IOException {
    return new String(bytes(resource), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = DialectFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the program lacks " + resource);
      }
      return in.readAllBytes();
    }
  }
}
