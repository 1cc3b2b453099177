package hutong.gateway.ledger;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Operations;
import hutong.certs.PayloadVault;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.DueDate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Synthetic transfers between two nodes, and what is said about them. */
final class Samples {
  static final String HERE = "360000";
  static final String THERE = "330000";
  static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  static final DueDate DUE = new DueDate(LocalDate.parse("2026-12-05"), "inquiry-15d", "cn-2026-1");
  static final String NAME = "合成样本甲";
  static final String NUMBER = "360102199001010008";
  static final String SOURCE_KEY = "desk-7/row-000";

  private static final byte[] RECORD =
      ("<record><name>" + NAME + "</name><number>" + NUMBER + "</number>" + "x".repeat(1900))
          .getBytes(StandardCharsets.UTF_8);

  private Samples() {}

  static PayloadVault vault() {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    return new PayloadVault(key);
  }

  /** Signs as {@code HERE}. */
  static Sealer sealer() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try {
      Authority authority =
          Authority.create(
              Files.createTempDirectory("authority"), "synthetic secret".toCharArray(), clock);
      NodeKeys keys = authority.issue(HERE, List.of("127.0.0.1"));
      Directory directory = directory(authority, keys);
      return new Sealer(keys, () -> directory, Suites.standard(), clock, new Operations());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Directory directory(Authority authority, NodeKeys keys) {
    Member here =
        new Member(
            HERE,
            "测试",
            "Test",
            List.of("36"),
            "tls://127.0.0.1:1",
            "inbox." + HERE,
            keys.signingCertificates(),
            keys.encryptionCertificates(),
            List.of("INTL"),
            "INTL",
            List.of(),
            "cn",
            List.of());
    DirectoryContent content =
        new DirectoryContent(1, NOW, NOW.plus(Duration.ofDays(30)), List.of(here));
    try {
      return Directory.verify(
          authority.signDirectory(content), authority.root(), NOW, Suites.standard());
    } catch (Untrusted e) {
      throw new AssertionError(e);
    }
  }

  /** What a writer signs is its own business; here it is the facts in words. */
  static final ReceiptWriter RECEIPTS = each(Samples::receipt);

  /** Writes each by itself. */
  static ReceiptWriter each(Function<ReceiptFacts, byte[]> one) {
    return receipts -> receipts.stream().map(one).toList();
  }

  static byte[] receipt(ReceiptFacts facts) {
    return facts.toString().getBytes(StandardCharsets.UTF_8);
  }

  static TransferFacts facts(UUID id, String from, String to) {
    return facts(id, from, to, null);
  }

  static TransferFacts facts(UUID id, String from, String to, UUID correlation) {
    return new TransferFacts(
        id,
        from,
        to,
        "ArrivalNotice",
        "1.0",
        "basis-1",
        "360102",
        LocalDate.parse("2026-11-20"),
        correlation,
        false,
        NOW,
        NOW.plus(Duration.ofDays(3)));
  }

  static byte[] index(String of) {
    return Event.sha256(of.getBytes(StandardCharsets.UTF_8));
  }

  /** A record to {@code THERE}; person and source are names of indexes, null for none. */
  static NewTransfer posted(UUID id, String person, String source, long version) {
    return new NewTransfer(
        facts(id, HERE, THERE),
        "desk",
        source == null ? null : index(source + SOURCE_KEY),
        version,
        person == null ? null : index(person + NUMBER),
        index("content of " + source + version),
        RECORD,
        List.of("CHECK_DIGIT /person/number"),
        List.of("330102 → 330000"),
        List.of(),
        null,
        null);
  }

  static NewTransfer withKey(NewTransfer t, String key, String request) {
    return new NewTransfer(
        t.facts(),
        t.system(),
        t.sourceIndex(),
        t.sourceVersion(),
        t.personIndex(),
        t.contentDigest(),
        t.record(),
        t.marks(),
        t.addressEvidence(),
        t.candidates(),
        key,
        index(request));
  }

  static NewTransfer withContent(NewTransfer t, String content) {
    return new NewTransfer(
        t.facts(),
        t.system(),
        t.sourceIndex(),
        t.sourceVersion(),
        t.personIndex(),
        index(content),
        t.record(),
        t.marks(),
        t.addressEvidence(),
        t.candidates(),
        t.idempotencyKey(),
        t.requestDigest());
  }

  static NewTransfer to(NewTransfer t, String recipient, List<String> candidates) {
    TransferFacts f = t.facts();
    return new NewTransfer(
        facts(f.id(), f.from(), recipient),
        t.system(),
        t.sourceIndex(),
        t.sourceVersion(),
        t.personIndex(),
        t.contentDigest(),
        t.record(),
        t.marks(),
        t.addressEvidence(),
        candidates,
        t.idempotencyKey(),
        t.requestDigest());
  }

  /** A record that comes from {@code THERE}. */
  static Arrival arrival(UUID id) {
    return arrival(facts(id, THERE, HERE), null, 0, "source of " + id, 1, null);
  }

  static Arrival arrival(
      TransferFacts facts, UUID stream, long number, String source, long version, Refusal refusal) {
    return new Arrival(
        facts,
        stream,
        number,
        source == null ? null : index(source + SOURCE_KEY),
        version,
        digest(facts.id()),
        RECORD,
        List.of(),
        DUE,
        List.of("360102"),
        List.of("360102 as of 2026-11-20"),
        refusal);
  }

  static Arrival withDigest(Arrival a, String digest) {
    return new Arrival(
        a.facts(),
        a.streamId(),
        a.streamNumber(),
        a.sourceIndex(),
        a.sourceVersion(),
        digest,
        a.signedData(),
        a.marks(),
        a.due(),
        a.offices(),
        a.addressEvidence(),
        a.refusal());
  }

  static String digest(UUID id) {
    return "SHA256:" + HexFormat.of().formatHex(index(id.toString()));
  }

  static Confirmation transport(UUID id) {
    return says(id, THERE, digest(id), true, null, null);
  }

  static Confirmation outcome(UUID id, InboundState outcome, Refusal refusal) {
    return says(id, THERE, digest(id), false, outcome, refusal);
  }

  static Confirmation says(
      UUID id, String by, String digest, boolean transport, InboundState outcome, Refusal refusal) {
    return new Confirmation(
        new TransferId(HERE, id),
        by,
        digest,
        transport,
        outcome,
        NOW,
        outcome == null ? null : NOW,
        DUE,
        false,
        refusal,
        ("receipt " + id + outcome).getBytes(StandardCharsets.UTF_8));
  }

  /** The same, about somebody. */
  static NewTransfer about(NewTransfer t, byte[] subject) {
    return new NewTransfer(
        t.facts(),
        t.system(),
        t.sourceIndex(),
        t.sourceVersion(),
        t.personIndex(),
        subject,
        t.contentDigest(),
        t.record(),
        t.marks(),
        t.addressEvidence(),
        t.candidates(),
        t.idempotencyKey(),
        t.requestDigest(),
        List.of(),
        t.counted());
  }

  static Arrival about(Arrival a, byte[] subject) {
    return new Arrival(
        a.facts(),
        a.streamId(),
        a.streamNumber(),
        a.sourceIndex(),
        a.sourceVersion(),
        subject,
        a.digest(),
        a.signedData(),
        a.marks(),
        a.due(),
        a.offices(),
        a.addressEvidence(),
        a.refusal(),
        List.of(),
        a.counted());
  }
}
