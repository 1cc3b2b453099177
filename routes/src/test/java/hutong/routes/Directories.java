package hutong.routes;

import hutong.certs.AcceptedType;
import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Signed directories with one member. */
final class Directories {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private Directories() {}

  static Directory of(String node, List<AcceptedType> types) {
    try {
      Authority authority =
          Authority.create(
              Files.createTempDirectory("authority"),
              "synthetic secret".toCharArray(),
              Clock.fixed(NOW, ZoneOffset.UTC));
      NodeKeys keys = authority.issue(node, List.of("127.0.0.1"));
      Member member =
          new Member(
              node,
              "测试",
              "Test",
              List.of(node.substring(0, 2)),
              "tls://127.0.0.1:1",
              "inbox." + node,
              keys.signingCertificates(),
              keys.encryptionCertificates(),
              List.of("INTL"),
              "INTL",
              types,
              "cn",
              List.of());
      return Directory.verify(
          authority.signDirectory(
              new DirectoryContent(1, NOW, NOW.plus(Duration.ofDays(30)), List.of(member))),
          authority.root(),
          NOW,
          Suites.standard());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Untrusted e) {
      throw new AssertionError(e);
    }
  }
}
