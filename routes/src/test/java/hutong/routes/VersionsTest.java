package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.AcceptedType;
import hutong.certs.Directory;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RejectionCode;
import hutong.schemas.SchemaVersion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Around a cut-over: 1.0 ends on 30 June, 1.1 begins on 1 June, and 1.2 on 1 July. */
class VersionsTest {
  private static final String THERE = "360000";
  private static final RecordTypes TYPES =
      RecordTypes.load()
          .in(
              List.of(
                  version("1.0", "2026-01-01", "2026-06-30"),
                  version("1.1", "2026-06-01", null),
                  version("1.2", "2026-07-01", null)));
  private static final RecordType INQUIRY = TYPES.of("Inquiry").orElseThrow();
  private static final RecordType REPLY = TYPES.of("InquiryReply").orElseThrow();
  private static final RecordType REMINDER = TYPES.of("Reminder").orElseThrow();

  private static SchemaVersion version(String name, String from, String until) {
    return new SchemaVersion(
        name, LocalDate.parse(from), until == null ? null : LocalDate.parse(until));
  }

  private static Versions on(String day) {
    Clock clock = Clock.fixed(Instant.parse(day + "T04:00:00Z"), ZoneOffset.UTC);
    return new Versions(TYPES, clock);
  }

  private static TransferFacts begun(String version) {
    Instant created = Instant.parse("2026-06-10T00:00:00Z");
    return new TransferFacts(
        new UUID(1, 1),
        "320000",
        THERE,
        "Inquiry",
        version,
        "SC-809",
        THERE,
        LocalDate.parse("2026-06-10"),
        null,
        false,
        created,
        created.plusSeconds(60));
  }

  private static Directory taking(String... versions) {
    return Directories.of(
        THERE,
        List.of(
            new AcceptedType("Inquiry", List.of(versions)),
            new AcceptedType("InquiryReply", List.of(versions)),
            new AcceptedType("Reminder", List.of(versions))));
  }

  @Test
  void the_newest_in_force_is_written_that_the_recipient_takes() {
    Directory all = taking();
    assertThat(on("2026-05-31").toSend(INQUIRY, null, THERE, all)).contains("1.0");
    assertThat(on("2026-06-01").toSend(INQUIRY, null, THERE, all)).contains("1.1");
    assertThat(on("2026-07-01").toSend(INQUIRY, null, THERE, all)).contains("1.2");
    assertThat(on("2026-07-01").toSend(INQUIRY, null, THERE, taking("1.0", "1.1"))).contains("1.1");
    assertThat(on("2026-07-01").toSend(INQUIRY, null, THERE, taking("1.0"))).isEmpty();
  }

  @Test
  void a_case_stays_on_the_version_it_began_with() {
    assertThat(on("2026-09-01").toSend(REPLY, begun("1.0"), THERE, taking())).contains("1.0");
    assertThat(on("2026-09-01").refusal("1.0", REPLY, begun("1.0"), THERE, taking())).isNull();
    assertThat(on("2026-09-01").refusal("1.0", REPLY, begun("1.1"), THERE, taking())).isNotNull();
  }

  @Test
  void a_type_is_not_written_in_a_version_that_did_not_have_it() {
    assertThat(on("2026-05-31").toSend(REMINDER, null, THERE, taking())).isEmpty();
    assertThat(on("2026-06-10").toSend(REMINDER, begun("1.0"), THERE, taking())).contains("1.1");
  }

  @Test
  void a_refusal_says_which_versions_are_accepted() {
    Refusal refusal = on("2026-06-15").refusal("2.7", INQUIRY, null, THERE, taking());
    assertThat(refusal.code()).isEqualTo(RejectionCode.VERSION_NOT_PROCESSABLE);
    assertThat(refusal.pointers()).containsExactly("/header/schemaVersion");
    assertThat(refusal.reason()).isEqualTo("accepted: 1.0, 1.1");
    assertThat(on("2026-07-01").refusal("1.0", INQUIRY, null, THERE, taking())).isNotNull();
    assertThat(on("2026-06-30").refusal("1.0", INQUIRY, null, THERE, taking())).isNull();
  }
}
