package hutong.gateway.http;

import hutong.certs.ContentKind;
import hutong.certs.Signed;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Offer.Reader;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.DueDate;
import hutong.schemas.Format;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Kind;
import hutong.schemas.hx.ResidentRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Puts synthetic transfers into a running node's ledger, as its legs would. */
final class Samples {

  static final String PARTNER = "330000";
  static final String NAME = "测试甲";

  static final String ARRIVAL_NOTICE =
      """
      {"type":"ArrivalNotice",
       "subject":{"name":"测试甲","documentType":"111","documentNumber":"360102199001010005"},
       "origin":{"division":"360102","asOf":"2026-11-20"},
       "current":{"division":"330203","asOf":"2026-11-20","address":"测试路1号"},
       "source":{"system":"desk","key":"row-1","version":1},
       "issuingOffice":"11330200MB0000000X","eventDate":"2026-11-20",
       "observedAt":"2026-11-20T08:00:00Z","legalBasis":"SC-663","arrivedOn":"2026-11-20"}
      """;

  private final RunningApi node;
  private int last;

  Samples(RunningApi node) {
    this.node = node;
  }

  /** A record that {@code system} posted and the ledger took over. */
  UUID posted(String system) {
    UUID id = id();
    node.ledger.submit(
        List.of(
            new NewTransfer(
                facts(id, RunningApi.NODE, PARTNER),
                system,
                node.indexes.source("desk", "row-1"),
                ++last,
                null,
                digest(id),
                ARRIVAL_NOTICE.getBytes(StandardCharsets.UTF_8),
                List.of(),
                List.of(),
                List.of(),
                null,
                digest(id))));
    return id;
  }

  /** A record that {@code system} posted, for whose recipient two nodes come into question. */
  UUID undecided(String system) throws RefusedInput {
    UUID id = id();
    ResidentRecord record =
        node.documents.readRecord(ARRIVAL_NOTICE.getBytes(StandardCharsets.UTF_8), Format.JSON);
    node.ledger.submit(
        List.of(
            new NewTransfer(
                facts(id, RunningApi.NODE, null),
                system,
                node.indexes.source("desk", "row-2"),
                ++last,
                null,
                digest(id),
                node.documents.writeRecord(record, Format.XML),
                List.of(),
                List.of(),
                List.of(PARTNER, "350000"),
                null,
                digest(id))));
    return id;
  }

  /** A record that arrived; offered to {@code desk}, and to {@code clinic} as a reader. */
  TransferId arrived() throws RefusedInput {
    TransferId id = receive();
    List<Offer> offers = new ArrayList<>();
    node.ledger
        .undelivered(100)
        .forEach(
            each ->
                offers.add(
                    new Offer.To(each.key(), "desk", List.of(new Reader("clinic", "services")))));
    node.ledger.offer(offers, node.clock.instant());
    return id;
  }

  /** A record that arrived, for which a person has to name the office. */
  TransferId parked() throws RefusedInput {
    TransferId id = receive();
    List<Offer> offers = new ArrayList<>();
    node.ledger
        .undelivered(100)
        .forEach(each -> offers.add(new Offer.Park(each.key(), "NO_SYSTEM", List.of("360102"))));
    node.ledger.offer(offers, node.clock.instant());
    return id;
  }

  private TransferId receive() throws RefusedInput {
    TransferFacts facts = facts(id(), PARTNER, RunningApi.NODE);
    byte[] document = document(facts);
    Signed signed = node.sealer.sign(document, ContentKind.EXCHANGE, RunningApi.NODE);
    node.ledger.receive(
        List.of(
            new Arrival(
                facts,
                null,
                0,
                node.indexes.source("elsewhere", "row-" + last),
                1,
                signed.digest().toString(),
                signed.bytes(),
                List.of("IMPLAUSIBLE /subject/documentNumber"),
                new DueDate(LocalDate.parse("2026-11-25"), "arrival-3-working-days", "cn-2026"),
                List.of("360102"),
                List.of(),
                null)),
        node.receipts,
        node.clock.instant());
    return facts.transferId();
  }

  private byte[] document(TransferFacts facts) throws RefusedInput {
    ResidentRecord record =
        node.documents.readRecord(ARRIVAL_NOTICE.getBytes(StandardCharsets.UTF_8), Format.JSON);
    Header header = new Header();
    header.setId(facts.id());
    header.setFrom(facts.from());
    header.setTo(facts.to());
    header.setKind(Kind.RECORD);
    header.setType(facts.type());
    header.setSchemaVersion(facts.schemaVersion());
    header.setCreated(facts.created());
    header.setExpires(facts.expires());
    header.setLegalBasis(facts.legalBasis());
    header.setTargetDivision(facts.targetDivision());
    header.setTargetDate(facts.targetDate());
    header.setSalt("0123456789abcdef0123456789abcdef");
    return node.documents.writeExchange(header, node.documents.writeRecord(record, Format.XML));
  }

  private TransferFacts facts(UUID id, String from, String to) {
    return new TransferFacts(
        id,
        from,
        to,
        "ArrivalNotice",
        "1.0",
        "SC-663",
        "360102",
        LocalDate.parse("2026-11-20"),
        null,
        false,
        node.clock.instant(),
        node.clock.instant().plus(Duration.ofDays(3)));
  }

  private UUID id() {
    return new UUID(0x019a_a000_0000_7000L + ++last, 0x8000_0000_0000_0000L + last);
  }

  private static byte[] digest(UUID id) {
    return id.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
