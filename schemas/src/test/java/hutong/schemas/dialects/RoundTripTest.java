package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CodeLists;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialect that the program brings along, over random records of every type it knows. */
class RoundTripTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final int RECORDS = 20;

  /** Which carry everything that a record can hold. */
  private static final Set<String> WITHOUT_LOSS = Set.of("provincial-xml", "provincial-json");

  private static final RecordTypes TYPES = RecordTypes.load();
  private static final DialectFiles FILES = new DialectFiles(TYPES, CodeLists.load());
  private static final Documents DOCUMENTS = new Documents();

  static Stream<String> names() throws IOException {
    return DialectFiles.builtIn().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void nothing_is_lost_or_the_loss_is_in_the_report(String name) throws Exception {
    Dialect dialect = FILES.read(DialectFiles.builtIn().get(name));
    RandomRecords records = new RandomRecords(name.hashCode(), TYPES);
    for (String type : dialect.types()) {
      for (int i = 0; i < RECORDS; i++) {
        ObjectNode record = sound(records, type);
        var bytes = new ByteArrayOutputStream();
        DialectWriter.Written written;
        try (DialectWriter writer = dialect.create(bytes, NOW)) {
          written = writer.write(record);
        } catch (Unwritable said) {
          assertThat(WITHOUT_LOSS).doesNotContain(name);
          continue;
        }
        Translated back = read(dialect, bytes.toByteArray()).get(0);
        assertThat(back.refused()).as("%s %s %s", type, back.found(), record).isFalse();
        assertThat(back.unread()).isEmpty();
        assertThat(Losses.between(record, back.record()))
            .as("%s %s", type, record)
            .containsExactlyElementsOf(written.lost());
        if (WITHOUT_LOSS.contains(name)) {
          assertThat(written.lost()).as("%s %s", type, record).isEmpty();
          assertThat(back.record()).isEqualTo(record);
        }
      }
    }
  }

  /** One that follows the schema; a random one may lack a part that is required. */
  private static ObjectNode sound(RandomRecords records, String type) {
    return Stream.generate(() -> records.of(type)).filter(RoundTripTest::sound).findFirst().get();
  }

  private static boolean sound(ObjectNode record) {
    try {
      DOCUMENTS.readRecord(record);
      return true;
    } catch (RefusedInput incomplete) {
      return false;
    }
  }

  private static List<Translated> read(Dialect dialect, byte[] bytes) throws Exception {
    List<Translated> all = new java.util.ArrayList<>();
    try (DialectReader reader = dialect.open(new ByteArrayInputStream(bytes), NOW, Map.of())) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        all.add(each);
      }
    }
    return all;
  }
}
