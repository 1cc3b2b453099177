package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.Role;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Tells who is a member, until when each one's certificates last, and which keys are here. */
final class TellMembers {

  private static final int RADIX = 16;

  private record Found(Directory directory, List<OwnKeys.Key> keys, Map<String, Instant> heard) {}

  private final ApiParts parts;
  private final Supplier<Directory> directory;
  private final LedgerThreads threads;
  private final Failures failures;

  TellMembers(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.parts = parts;
    this.directory = parts.directory();
    this.threads = threads;
    this.failures = failures;
  }

  void tell(Call call) {
    threads
        .ask(call.context(), this::found)
        .onSuccess((Found found) -> call.json(200, out -> write(out, found)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private Found found() throws IOException {
    Directory held = directory.get();
    Map<String, Instant> heard = new TreeMap<>();
    for (Member each : held.members()) {
      Optional<Instant> at = parts.ledger().reconciliation().heard(each.id());
      at.ifPresent(time -> heard.put(each.id(), time));
    }
    return new Found(held, parts.ownKeys().held().told(held), heard);
  }

  private static void write(JsonBody out, Found found) throws IOException {
    out.number("version", found.directory().version());
    out.text("issued", found.directory().issued());
    out.text("expires", found.directory().expires());
    List<Member> members =
        found.directory().members().stream().sorted(Comparator.comparing(Member::id)).toList();
    out.objects("items", members, each -> member(out, each, found.heard().get(each.id())));
    out.objects(
        "keys",
        found.keys(),
        each -> {
          out.text("state", each.state());
          certificate(out, each.role(), each.certificate());
        });
  }

  private static void member(JsonBody out, Member member, Instant heard) throws IOException {
    out.text("node", member.id());
    out.text("nameZh", member.nameZh());
    out.text("nameEn", member.nameEn());
    out.texts("suites", member.suites());
    out.objects("signing", member.signing(), each -> certificate(out, Role.SIGNING, each));
    out.objects("encryption", member.encryption(), each -> certificate(out, Role.ENCRYPTION, each));
    out.objects(
        "outages",
        member.outages(),
        each -> {
          out.text("from", each.from());
          out.text("until", each.until());
        });
    out.text("heard", heard);
  }

  private static void certificate(JsonBody out, Role role, X509Certificate certificate)
      throws IOException {
    out.text("role", role.name());
    out.text("serial", certificate.getSerialNumber().toString(RADIX));
    out.text("from", certificate.getNotBefore().toInstant());
    out.text("until", certificate.getNotAfter().toInstant());
  }
}
