package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.Authority;
import hutong.certs.ContentKind;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Operation;
import hutong.certs.Operations;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteReceiptTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String NODE = "410000";

  @TempDir private Path folder;
  private final Documents documents = new Documents();
  private final Operations operations = new Operations();
  private Directory directory;
  private WriteReceipt write;

  @BeforeEach
  void node() throws Exception {
    Authority authority =
        Authority.create(
            Files.createDirectory(folder.resolve("authority")),
            "synthetic secret".toCharArray(),
            CLOCK);
    NodeKeys keys = authority.issue(NODE, List.of("127.0.0.1"));
    Member member =
        new Member(
            NODE,
            "测试",
            "Test",
            List.of("41"),
            "tls://127.0.0.1:1",
            "inbox." + NODE,
            keys.signingCertificates(),
            keys.encryptionCertificates(),
            List.of("INTL"),
            "INTL",
            List.of(),
            "cn",
            List.of());
    directory =
        Directory.verify(
            authority.signDirectory(
                new DirectoryContent(1, NOW, NOW.plus(Duration.ofDays(30)), List.of(member))),
            authority.root(),
            NOW,
            Suites.standard());
    Sealer sealer = new Sealer(keys, () -> directory, Suites.standard(), CLOCK, operations);
    write = new WriteReceipt(NODE, documents, sealer);
  }

  private static ReceiptFacts about(String sender, int number) {
    return new ReceiptFacts(
        new TransferId(sender, new UUID(0x7000, 0x8000000000000000L | number)),
        "sha-256:" + "ab".repeat(32),
        true,
        null,
        NOW,
        null,
        null,
        null,
        new LedgerPosition(1, "w1", number, "cd".repeat(32)));
  }

  @Test
  void those_for_one_sender_share_a_signature_and_one_alone_has_its_own() throws Exception {
    List<ReceiptFacts> facts =
        List.of(
            about("320000", 1),
            about("330000", 2),
            about("320000", 3),
            about("340000", 4),
            about("330000", 5),
            about("320000", 6));
    List<byte[]> written = write.write(facts);
    assertThat(operations.count(Operation.SIGN).calls()).isEqualTo(3);
    Opener opener = Opener.keyless(() -> directory, Suites.standard(), CLOCK, operations);
    for (int i = 0; i < facts.size(); i++) {
      Opened opened = opener.verify(written.get(i), ContentKind.RECEIPT);
      var subject = documents.readReceipt(opened.content()).getSubject();
      assertThat(new TransferId(subject.getSender(), subject.getId()))
          .isEqualTo(facts.get(i).about());
    }
    assertThat(operations.count(Operation.VERIFY).calls()).isEqualTo(3);
    assertThat(write.write(List.of())).isEmpty();
  }
}
