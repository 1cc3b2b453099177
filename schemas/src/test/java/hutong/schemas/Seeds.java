package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where fuzzing begins: sound documents of every kind, and the stored good and bad inputs. */
final class Seeds {

  static final Documents DOCUMENTS = new Documents();

  static List<byte[]> records(Format format) {
    String ending = "." + format.name().toLowerCase(java.util.Locale.ROOT);
    return Stream.concat(
            stored(ending),
            Samples.oneOfEveryType().stream().map(record -> DOCUMENTS.writeRecord(record, format)))
        .toList();
  }

  static List<byte[]> exchanges() {
    return Stream.concat(
            stored(".xml"),
            Samples.oneOfEveryType().stream()
                .map(
                    record ->
                        DOCUMENTS.writeExchange(
                            Samples.header(record), DOCUMENTS.writeRecord(record, Format.XML))))
        .toList();
  }

  static List<byte[]> receipts() {
    String receipt =
        "<receipt xmlns=\"urn:hutong:hx:1\"><says>TRANSPORT</says><says>REJECTION</says>"
            + "<subject><sender>330000</sender><id>0195f3a0-0000-7000-8000-000000000001</id>"
            + "</subject><recipient>410000</recipient><digest><algorithm>SHA-256</algorithm><hex>"
            + "0".repeat(64)
            + "</hex></digest><receivedAt>2026-03-02T01:02:04.000Z</receivedAt>"
            + "<decidedAt>2026-03-02T01:02:05.000Z</decidedAt><outcome>REJECTED</outcome>"
            + "<due><date>2026-03-05</date><rule>arrival-3-working-days</rule>"
            + "<calendarVersion>CN-2026.1</calendarVersion></due><ledgerPosition><epoch>1</epoch>"
            + "<writer>w1</writer><number>42</number><eventDigest>"
            + "f".repeat(64)
            + "</eventDigest></ledgerPosition><rejection><code>NOT_COMPETENT</code>"
            + "<pointer>/origin/division</pointer><zh>x</zh><en>y</en></rejection></receipt>";
    return List.of(receipt.getBytes(UTF_8));
  }

  static List<byte[]> controls() {
    String id = "0195f3a0-0000-7000-8000-000000000001";
    return Stream.of(
            "<statusRequest><id>%s</id></statusRequest>".formatted(id),
            "<interimStatus><item><id>%s</id><state>OFFERED</state><since>2026-03-02T01:02:04.000Z</since></item></interimStatus>"
                .formatted(id),
            "<unreadable><envelope>%s</envelope><directoryVersion>7</directoryVersion></unreadable>"
                .formatted("ab".repeat(32)),
            "<restored><epoch>2</epoch><point>2026-03-02T01:02:04.000Z</point></restored>",
            "<reoffered><epoch>2</epoch><items>3</items></reoffered>")
        .map(
            said ->
                "<control xmlns=\"urn:hutong:hx:1\"><from>330000</from><to>410000</to>"
                    + "<created>2026-03-02T01:02:04.000Z</created>"
                    + said
                    + "</control>")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }

  private static Stream<byte[]> stored(String ending) {
    return Stream.of("good", "bad")
        .flatMap(folder -> files(Path.of("src/test/resources", folder)).stream())
        .filter(file -> file.getFileName().toString().endsWith(ending))
        .sorted()
        .map(Seeds::read);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Seeds() {}
}
