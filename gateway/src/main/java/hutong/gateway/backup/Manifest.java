package hutong.gateway.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.certs.KeyedIndex;
import hutong.certs.PrivateFile;
import hutong.gateway.ledger.LedgerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a backup says of itself, under an HMAC of the node's secret: only who holds the secret,
 * which a restore needs in any case, can have made it.
 *
 * @param taken the ledger's copy holds everything that was acknowledged before
 * @param form number of the newest migration of the ledger's data
 * @param heads newest event of each writer
 * @param files SHA-256 of each file, hex, by its name in the folder
 */
record Manifest(
    String node,
    long epoch,
    Instant taken,
    int form,
    List<LedgerFile.Head> heads,
    Map<String, String> files) {

  private static final String NAME = "manifest.json";
  private static final String SEAL = "manifest.hmac";
  private static final String PURPOSE = "backup manifest 1";
  private static final int MOST_BYTES = 4 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  void write(Path folder, KeyedIndex key) throws IOException {
    String text = JSON.writeValueAsString(this);
    byte[] seal = key.of(PURPOSE, text);
    PrivateFile.write(folder.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
    PrivateFile.write(
        folder.resolve(SEAL), HexFormat.of().formatHex(seal).getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads it; says nothing yet of the other files. */
  static Manifest read(Path folder, KeyedIndex key) throws IOException {
    if (!isIn(folder)) {
      throw new IOException("There is no backup in " + folder);
    }
    String text = text(folder.resolve(NAME));
    byte[] seal = key.of(PURPOSE, text);
    String said = text(folder.resolve(SEAL)).strip();
    if (!MessageDigest.isEqual(
        HexFormat.of().formatHex(seal).getBytes(StandardCharsets.US_ASCII),
        said.getBytes(StandardCharsets.UTF_8))) {
      throw new IOException(
          "The manifest was changed, or made under another node's secret. Restore with the secret"
              + " that the node had when the backup was taken");
    }
    try {
      return JSON.readValue(text, Manifest.class);
    } catch (JsonProcessingException newer) {
      throw new IOException("The manifest was written by another version of the program");
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) > MOST_BYTES) {
      throw new IOException(file.getFileName() + " is missing or too large");
    }
    return Files.readString(file);
  }
}
