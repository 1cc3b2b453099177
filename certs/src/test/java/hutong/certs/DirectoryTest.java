package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryTest {

  private static final World WORLD = World.fresh();

  @TempDir Path folder;

  @Test
  void what_is_signed_is_read_again_in_full() {
    assertThat(WORLD.directory.version()).isEqualTo(1);
    assertThat(WORLD.directory.issued()).isEqualTo(World.NOW.minus(Duration.ofDays(1)));
    assertThat(WORLD.directory.expires()).isEqualTo(World.NOW.plus(Duration.ofDays(30)));
    assertThat(List.copyOf(WORLD.directory.members())).isEqualTo(WORLD.members());
    assertThat(WORLD.directory.signer(WORLD.senderKeys.signingCertificate()))
        .contains(WORLD.members().get(0));
    assertThat(WORLD.directory.signer(WORLD.senderKeys.encryptionCertificates().get(0))).isEmpty();
  }

  @Test
  void the_longest_prefix_covers_a_division() {
    List<Member> members = new ArrayList<>(WORLD.members());
    NodeKeys keys = WORLD.authority.issue("330000", List.of());
    members.add(World.member(keys, List.of("33"), "INTL", List.of()));
    Directory directory = WORLD.directory(2, members);
    assertThat(directory.coveredBy("330203").map(Member::id)).contains("330200");
    assertThat(directory.coveredBy("330102").map(Member::id)).contains("330000");
    assertThat(directory.coveredBy("110101")).isEmpty();
    assertThat(directory.covers("330000", "330203")).isFalse();
    assertThat(directory.covers("330000", "330102")).isTrue();
  }

  @Test
  void two_members_of_one_prefix_or_one_id_or_one_certificate_are_refused() {
    Member first = WORLD.members().get(0);
    NodeKeys keys = WORLD.authority.issue("370000", List.of());
    Member samePrefix = World.member(keys, List.of("36"), "INTL", List.of());
    Member sameCertificate = World.member(keys, List.of("37"), "INTL", WORLD.senderKeys.signing());
    for (Member second : List.of(first, samePrefix, sameCertificate)) {
      refused(Fault.MALFORMED, () -> verify(WORLD, WORLD.signed(2, List.of(first, second))));
    }
  }

  @Test
  void who_stands_in_receives_and_may_sign_for_just_its_divisions_and_time() throws Exception {
    Instant until = World.NOW.plusSeconds(60);
    StandIn standIn = new StandIn(World.RECIPIENT, List.of("3601"), World.NOW, until);
    Directory directory = withStandIn(standIn);
    assertThat(directory.addressee("360102", World.NOW).map(Member::id)).contains(World.RECIPIENT);
    assertThat(directory.actsFor(World.RECIPIENT, "360102", World.NOW)).isTrue();
    assertThat(directory.actsFor(World.SENDER, "360102", World.NOW)).as("its own").isTrue();
    assertThat(directory.covers(World.RECIPIENT, "360102")).isFalse();
    for (Instant outside : List.of(World.NOW.minusMillis(1), until)) {
      assertThat(directory.addressee("360102", outside).map(Member::id)).contains(World.SENDER);
      assertThat(directory.actsFor(World.RECIPIENT, "360102", outside)).isFalse();
    }
    assertThat(directory.addressee("360202", World.NOW).map(Member::id)).contains(World.SENDER);
    assertThat(directory.actsFor(World.RECIPIENT, "360202", World.NOW)).isFalse();
  }

  @Test
  void a_stand_in_that_is_nobody_or_itself_or_for_anothers_divisions_is_refused() {
    Instant until = World.NOW.plusSeconds(60);
    for (StandIn bad :
        List.of(
            new StandIn("999999", List.of("3601"), World.NOW, until),
            new StandIn(World.SENDER, List.of("3601"), World.NOW, until),
            new StandIn(World.RECIPIENT, List.of("3302"), World.NOW, until),
            new StandIn(World.RECIPIENT, List.of("3"), World.NOW, until),
            new StandIn(World.RECIPIENT, List.of(), World.NOW, until),
            new StandIn(World.RECIPIENT, List.of("3601"), until, World.NOW))) {
      refused(Fault.MALFORMED, () -> withStandIn(bad));
    }
  }

  @Test
  void a_proxy_stands_in_the_directory_and_is_checked() throws Exception {
    List<Member> members = new ArrayList<>(WORLD.members());
    members.set(0, members.get(0).withProxy("socks5://proxy.example:1080"));
    Directory directory = verify(WORLD, WORLD.signed(2, members));
    assertThat(directory.member(World.SENDER).orElseThrow().proxy())
        .isEqualTo("socks5://proxy.example:1080");
    for (String bad : List.of("http://proxy:80", "socks5://proxy", "socks5://a:99999", "x")) {
      members.set(0, members.get(0).withProxy(bad));
      refused(Fault.MALFORMED, () -> verify(WORLD, WORLD.signed(2, members)));
    }
  }

  private static Directory withStandIn(StandIn standIn) throws Untrusted {
    List<Member> members = new ArrayList<>(WORLD.members());
    members.set(0, members.get(0).withStandIns(List.of(standIn)));
    return verify(WORLD, WORLD.signed(2, members));
  }

  @Test
  void a_member_whose_certificate_is_of_another_root_is_refused() {
    NodeKeys foreign = World.fresh().authority.issue("370000", List.of());
    Member member = World.member(foreign, List.of("37"), "INTL", List.of());
    refused(Fault.SIGNER_UNKNOWN, () -> verify(WORLD, WORLD.signed(2, List.of(member))));
  }

  @Test
  void an_encryption_certificate_does_not_become_one_that_signs() {
    Member member =
        World.member(WORLD.recipientKeys, List.of("37"), "INTL", WORLD.recipientKeys.encryption());
    refused(Fault.MALFORMED, () -> verify(WORLD, WORLD.signed(2, List.of(member))));
  }

  @Test
  void a_directory_of_another_root_is_refused() {
    byte[] foreign = World.fresh().signed(2, List.of());
    refused(Fault.SIGNER_UNKNOWN, () -> verify(WORLD, foreign));
  }

  @Test
  void a_node_cannot_sign_a_directory() {
    byte[] json =
        DirectoryJson.write(
            new DirectoryContent(9, World.NOW, World.NOW.plusSeconds(9), List.of()));
    byte[] signed =
        new SignedData(new Intl(), WORLD.senderKeys.signing())
            .of(json, Oids.DIRECTORY, World.NOW, new Operations())
            .bytes();
    refused(Fault.SIGNER_UNKNOWN, () -> verify(WORLD, signed));
  }

  @Test
  void an_exchange_document_is_no_directory() {
    byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    refused(Fault.WRONG_KIND, () -> verify(WORLD, signed));
  }

  @Test
  void a_changed_directory_is_refused() {
    byte[] signed = WORLD.signed(2, List.of());
    signed[BadInputs.indexOf(signed, new byte[] {'"', 'v', 'e', 'r'})] ^= 1;
    refused(Fault.SIGNATURE_INVALID, () -> verify(WORLD, signed));
  }

  @Test
  void an_expired_directory_is_refused() {
    byte[] signed = WORLD.signed(2, List.of());
    Clock later = Clock.offset(World.CLOCK, Duration.ofDays(30));
    refused(
        Fault.SIGNER_EXPIRED,
        () -> Directory.verify(signed, WORLD.authority.root(), later, WORLD.suites));
  }

  @Test
  void json_that_is_deep_or_doubled_or_not_the_directorys_is_refused() {
    String head =
        "{\"version\":1,\"issued\":\"2026-11-21T08:00:00Z\",\"expires\":\"2026-12-21T08:00:00Z\",";
    for (String json :
        List.of(
            "[".repeat(100_000),
            head + "\"version\":2,\"members\":[]}",
            head + "\"members\":[null]}",
            head + "\"members\":[{\"id\":\"360000\"}]}",
            head + "\"members\":[]} {}",
            "{}")) {
      assertThatThrownBy(() -> DirectoryJson.read(json.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(Untrusted.class);
    }
  }

  @Test
  void the_store_takes_only_newer_versions_and_keeps_old_ones() throws Exception {
    DirectoryStore store = DirectoryStore.open(folder, WORLD.authority.root(), WORLD.suites);
    assertThat(store.current()).isEmpty();
    byte[] second = WORLD.signed(2, WORLD.members());
    byte[] third = WORLD.signed(3, List.of());
    assertThat(store.accept(second, World.CLOCK)).isTrue();
    assertThat(store.accept(second, World.CLOCK)).isFalse();
    assertThat(store.accept(third, World.CLOCK)).isTrue();
    assertThatThrownBy(() -> store.accept(second, World.CLOCK)).isInstanceOf(StaleDirectory.class);
    assertThatThrownBy(() -> store.accept(WORLD.signed(3, WORLD.members()), World.CLOCK))
        .isInstanceOf(StaleDirectory.class);
    DirectoryStore again = DirectoryStore.open(folder, WORLD.authority.root(), WORLD.suites);
    assertThat(again.current().map(Directory::version)).contains(3L);
    assertThat(again.version(2).map(directory -> directory.members().size())).contains(2);
    assertThat(again.version(1)).isEmpty();
    Files.write(folder.resolve("directory-9.cms"), second);
    assertThatThrownBy(() -> DirectoryStore.open(folder, WORLD.authority.root(), WORLD.suites))
        .isInstanceOf(Untrusted.class);
  }

  @Test
  void the_directory_of_an_instant_is_the_newest_that_was_issued_by_then() throws Exception {
    Instant first = World.NOW.minus(Duration.ofDays(40));
    Instant second = World.NOW.minus(Duration.ofDays(1));
    Clock then = Clock.fixed(first, ZoneOffset.UTC);
    byte[] one = signed(1, first, first.plus(Duration.ofDays(30)));
    X509Certificate root = Authority.open(folder.resolve("authority"), World.SECRET, then).root();
    DirectoryStore store = DirectoryStore.open(folder.resolve("d"), root, WORLD.suites);
    store.accept(one, then);
    store.accept(signed(2, second, second.plus(Duration.ofDays(30))), World.CLOCK);
    assertThat(store.at(first.minusSeconds(1))).isEmpty();
    assertThat(store.at(first).map(Directory::version)).contains(1L);
    assertThat(store.at(second.minus(Duration.ofDays(5)))).as("expired").isEmpty();
    assertThat(store.at(second.minus(Duration.ofDays(20))).map(Directory::version)).contains(1L);
    assertThat(store.at(second).map(Directory::version)).contains(2L);
    assertThat(store.at(World.NOW.plus(Duration.ofDays(300)))).isEmpty();
  }

  /** Signed when it says that it was issued. */
  private byte[] signed(long version, Instant issued, Instant expires) {
    Clock then = Clock.fixed(issued, ZoneOffset.UTC);
    try {
      Path place = folder.resolve("authority");
      Authority authority =
          Authority.exists(place)
              ? Authority.open(place, World.SECRET, then)
              : Authority.create(place, World.SECRET, then);
      return authority.signDirectory(new DirectoryContent(version, issued, expires, List.of()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Directory verify(World world, byte[] signed) throws Untrusted {
    return Directory.verify(signed, world.authority.root(), World.CLOCK, world.suites);
  }

  private static void refused(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Untrusted.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
