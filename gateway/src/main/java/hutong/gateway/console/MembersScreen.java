package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.gateway.http.OwnKeys;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.StoredKey;
import hutong.routes.ledger.Rehearsals.Rehearsal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** The directory of members, this node's keys and their rehearsal, and who has keys here. */
final class MembersScreen implements Screen {

  static final String PATH = "/console/members";

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String VERIFIED = "VERIFIED";
  private static final int RADIX = 16;

  private final ConsoleParts parts;
  private final Names names;

  MembersScreen(ConsoleParts parts, Names names) {
    this.parts = parts;
    this.names = names;
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("MEMBERS", "REHEARSAL", "SYSTEMS");
    pages.get(PATH, Right.LOOK, "members", same, this::show);
    pages.post(PATH + "/rehearse", Right.KEYS, List.of("REHEARSE"), this::rehearse);
  }

  private Content show(Visit visit) throws IOException {
    Texts texts = visit.texts();
    Instant now = parts.clock().instant();
    Directory directory = parts.directory().get();
    OwnKeys.Held held = parts.keys().held();
    List<Rehearsal> said = parts.ledger().rehearsals().all();
    boolean asking =
        said.stream()
            .anyMatch(each -> each.answered() == null && each.asked().plus(PATIENCE).isAfter(now));
    List<MembersPage.Row> members =
        directory.members().stream()
            .sorted(Comparator.comparing(Member::id))
            .map(each -> row(each, now, texts))
            .toList();
    return Content.of(
        "members",
        new MembersPage(
            Long.toString(directory.version()),
            Ages.time(directory.issued()),
            Ends.of(directory.expires(), now, texts),
            members,
            held.told(directory).stream().map(each -> key(each, now, texts)).toList(),
            held.next().isPresent(),
            asking,
            (int) said.stream().filter(each -> VERIFIED.equals(each.verdict())).count(),
            said.stream().map(each -> answer(each, now, texts)).toList(),
            parts.systems().list().stream().map(each -> local(each, now, texts)).toList()));
  }

  private MembersPage.Row row(Member member, Instant now, Texts texts) {
    boolean own = member.id().equals(parts.node());
    return new MembersPage.Row(
        member.id(),
        Names.of(member, texts),
        own,
        String.join(", ", member.suites()),
        Ends.of(member.signing(), now, texts),
        Ends.of(member.encryption(), now, texts),
        member.outages().stream()
            .filter(each -> each.until().isAfter(now))
            .map(
                each ->
                    new MembersPage.Planned(
                        Ages.minute(each.from()),
                        Ages.minute(each.until()),
                        !each.from().isAfter(now)))
            .toList(),
        own ? "" : Ages.time(parts.ledger().reconciliation().heard(member.id()).orElse(null)));
  }

  private static MembersPage.Key key(OwnKeys.Key key, Instant now, Texts texts) {
    return new MembersPage.Key(
        key.role().name(),
        key.state().name(),
        key.certificate().getPublicKey().getAlgorithm(),
        key.certificate().getSerialNumber().toString(RADIX),
        Ages.minute(key.certificate().getNotBefore().toInstant()),
        Ends.of(key.certificate().getNotAfter().toInstant(), now, texts));
  }

  private MembersPage.Answer answer(Rehearsal said, Instant now, Texts texts) {
    boolean waits = said.answered() == null;
    boolean late = waits && !said.asked().plus(PATIENCE).isAfter(now);
    String verdict = waits ? late ? "NO_ANSWER" : "WAITS" : said.verdict();
    String key = "members.verdict." + verdict;
    String todo = "members.todo." + verdict;
    return new MembersPage.Answer(
        names.whole(said.partner(), texts),
        Ages.time(said.asked()),
        Ages.time(said.answered()),
        verdict.equals(VERIFIED) ? "yes" : waits && !late ? "waits" : "no",
        texts.has(key) ? texts.get(key) : verdict,
        texts.has(todo) ? texts.get(todo) : "",
        waits ? "–" : Long.toString(said.directoryVersion()));
  }

  private MembersPage.Local local(Registration each, Instant now, Texts texts) {
    Ends first =
        each.keys().stream()
            .map(StoredKey::expires)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .map(end -> Ends.of(end, now, texts))
            .orElse(new Ends("–", "–", 0));
    return new MembersPage.Local(
        each.name(),
        kind(each),
        each.operator() ? "" : String.join(" ", each.system().divisions()),
        each.keys().size(),
        first,
        each.ending() == null ? "" : Ages.time(each.ending().at()));
  }

  static String kind(Registration each) {
    if (each.operator()) {
      return "OPERATOR";
    }
    return each.system().decides() ? "DECIDES" : each.system().reads() ? "READS" : "POSTS";
  }

  private String rehearse(Visit visit) throws Exception {
    OptionalInt asked = parts.rehearse().ask();
    if (asked.isEmpty()) {
      throw new NotSound("members.noKeysWait");
    }
    return PATH + "#rehearsal";
  }
}
