package hutong.gateway.http;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.gateway.codes.CodeBook;
import hutong.gateway.why.Reason;
import hutong.gateway.why.WhyBook;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Why;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Says in one sentence why a record stands where it does. */
final class TellWhy {

  private final WhyBook book = new WhyBook(new CodeBook(ApiCode.explanations()));
  private final Ledger ledger;
  private final Supplier<Directory> directory;
  private final LedgerThreads threads;
  private final Failures failures;

  TellWhy(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.ledger = parts.ledger();
    this.directory = parts.directory();
    this.threads = threads;
    this.failures = failures;
  }

  void tell(Call call) {
    UUID id = call.pathId("id");
    Viewer viewer = call.viewer();
    threads
        .ask(call.context(), () -> ledger.why(id, viewer))
        .onSuccess(found -> tell(call, id, found))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private void tell(Call call, UUID id, Optional<Why> found) {
    if (found.isEmpty()) {
      call.refuse(new Refused(ApiCode.NOT_FOUND));
      return;
    }
    Language language = call.language();
    Reason reason = book.say(found.get(), node -> name(node, language), language.tag());
    call.header("Vary", "Accept-Language");
    call.header("Content-Language", language.tag());
    call.json(
        200,
        out -> {
          out.text("id", id);
          out.text("state", found.get().view().state());
          out.text("sentence", reason.sentence());
          out.text("turn", reason.turn());
          out.text("of", reason.of());
          out.text("code", reason.code());
          out.text("since", reason.since());
          out.text("until", reason.until());
          out.number("others", reason.others());
          out.flag("moreOthers", reason.moreOthers());
          out.text("todo", reason.todo());
          out.text("page", "/v1/problems/" + reason.code());
        });
  }

  private String name(String node, Language language) {
    return directory
        .get()
        .member(node)
        .map(member -> node + " " + named(member, language))
        .orElse(node);
  }

  private static String named(Member member, Language language) {
    return language.of(member.nameZh(), member.nameEn());
  }
}
