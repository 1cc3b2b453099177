package hutong.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two nodes with suites of their own, under one authority, and the directory that lists them. */
final class Pair {

  final Suites suites;
  final Authority authority;
  final NodeKeys senderKeys;
  final NodeKeys recipientKeys;
  final Directory directory;
  final Operations operations = new Operations();

  private Pair(
      Suites suites,
      Authority authority,
      NodeKeys senderKeys,
      NodeKeys recipientKeys,
      List<Member> members) {
    this.suites = suites;
    this.authority = authority;
    this.senderKeys = senderKeys;
    this.recipientKeys = recipientKeys;
    this.directory = directory(suites, authority, members);
  }

  static Pair of(String suite) {
    return of(List.of(suite), suite, List.of(suite), suite);
  }

  static Pair of(
      List<String> senders, String sendersFloor, List<String> recipients, String recipientsFloor) {
    return of(Suites.standard(), senders, sendersFloor, recipients, recipientsFloor);
  }

  static Pair of(
      Suites suites,
      List<String> senders,
      String sendersFloor,
      List<String> recipients,
      String recipientsFloor) {
    try {
      Authority authority =
          Authority.create(Files.createTempDirectory("authority"), World.SECRET, World.CLOCK);
      NodeKeys sender = issue(suites, authority, World.SENDER, senders);
      NodeKeys recipient = issue(suites, authority, World.RECIPIENT, recipients);
      return new Pair(
          suites,
          authority,
          sender,
          recipient,
          List.of(
              member(sender, "36").withSuites(senders, sendersFloor),
              member(recipient, "3302").withSuites(recipients, recipientsFloor)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The nodes that the committed vectors of a suite belong to. */
  static Pair stored(Path folder, String suite) {
    try {
      NodeKeys sender = NodeKeys.load(folder.resolve("sender"), World.SECRET);
      NodeKeys recipient = NodeKeys.load(folder.resolve("recipient"), World.SECRET);
      return new Pair(
          Suites.standard(),
          World.opened(folder.resolve("authority"), World.CLOCK),
          sender,
          recipient,
          List.of(
              member(sender, "36").withSuites(List.of(suite), suite),
              member(recipient, "3302").withSuites(List.of(suite), suite)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeKeys issue(
      Suites suites, Authority authority, String member, List<String> ids) {
    return authority.issue(member, List.of("localhost"), ids.stream().map(suites::byId).toList());
  }

  static Member member(NodeKeys keys, String division) {
    return World.member(keys, List.of(division), "INTL", List.of());
  }

  Directory directory(List<Member> members) {
    return directory(suites, authority, members);
  }

  private static Directory directory(Suites suites, Authority authority, List<Member> members) {
    try {
      return Directory.verify(
          authority.signDirectory(
              new DirectoryContent(
                  1, World.NOW, World.NOW.plusSeconds(1_000_000), new ArrayList<>(members))),
          authority.root(),
          World.CLOCK,
          suites);
    } catch (Untrusted e) {
      throw new AssertionError(e);
    }
  }

  Member recipient() {
    return directory.member(World.RECIPIENT).orElseThrow();
  }

  Sealer sealer() {
    return new Sealer(senderKeys, () -> directory, suites, World.CLOCK, operations);
  }

  Opener opener() {
    return opener(directory);
  }

  Opener opener(Directory other) {
    return new Opener(recipientKeys, () -> other, suites, World.CLOCK, operations);
  }

  byte[] signed(ContentKind kind) {
    return sealer().sign(Forgery.CONTENT, kind, World.RECIPIENT).bytes();
  }
}
