package hutong.gateway.http;

import hutong.routes.Refusal;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.CaseView;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Tally;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import hutong.schemas.DueDate;
import java.io.IOException;
import java.time.Instant;

/** Says how each noun of the ledger is written in an answer. */
final class ViewJson {

  private ViewJson() {}

  static void transfer(JsonBody out, TransferView view, Instant now) throws IOException {
    TransferFacts facts = view.facts();
    out.text("id", facts.id());
    out.text("direction", view.outbound() ? "OUT" : "IN");
    out.text("from", facts.from());
    out.text("to", facts.to());
    out.text("type", facts.type());
    out.text("schemaVersion", facts.schemaVersion());
    out.text("legalBasis", facts.legalBasis());
    out.text("targetDivision", facts.targetDivision());
    out.text("targetDate", facts.targetDate());
    out.text("correlation", facts.correlation());
    out.flag("urgent", facts.urgent());
    out.text("created", facts.created());
    out.text("expires", facts.expires());
    out.text("state", view.state());
    out.text("owner", view.owner());
    out.text("nextEvent", view.nextEvent());
    out.text("nextAttempt", view.nextAttempt());
    out.text("system", view.system());
    out.texts("marks", view.marks());
    out.texts("candidates", view.candidates());
    out.texts("addressEvidence", view.addressEvidence());
    out.object("due", view.due(), due -> due(out, due));
    out.object("clock", view.clock(), clock -> clock(out, clock, now));
    out.object("evaluation", view.evaluation(), found -> evaluation(out, found));
    out.object("refusal", view.refusal(), refusal -> refusal(out, refusal));
    out.object("case", view.of(), of -> of(out, of));
    out.text("answeredBy", view.answeredBy());
    out.text("changedAt", view.changedAt());
    out.text("erasedAt", view.erasedAt());
    out.text("prunedAt", view.prunedAt());
  }

  static void of(JsonBody out, CaseView of) throws IOException {
    out.text("state", of.state());
    out.text("since", of.since());
    out.text("turn", of.state().turn());
  }

  static void clock(JsonBody out, AnswerClock clock, Instant now) throws IOException {
    out.text("flag", clock.flag(now));
    out.text("answeredAt", clock.answered());
    out.text("urged", clock.urged());
  }

  static void evaluation(JsonBody out, Evaluation found) throws IOException {
    out.text("match", found.matched() ? "MATCHED" : "NOT_MATCHED");
    out.texts("deviations", found.deviations());
  }

  static void owed(JsonBody out, Owed owed, Instant now) throws IOException {
    out.text("id", owed.facts().id());
    out.text("direction", owed.outbound() ? "OUT" : "IN");
    out.text("from", owed.facts().from());
    out.text("to", owed.facts().to());
    out.text("type", owed.facts().type());
    out.flag("urgent", owed.facts().urgent());
    out.text("targetDivision", owed.facts().targetDivision());
    out.text("state", owed.state());
    out.object("due", owed.clock().due(), due -> due(out, due));
    clock(out, owed.clock(), now);
  }

  static void due(JsonBody out, DueDate due) throws IOException {
    out.text("date", due.date());
    out.text("rule", due.rule());
    out.text("calendarVersion", due.calendarVersion());
  }

  static void event(JsonBody out, TimelineEntry event) throws IOException {
    out.text("at", event.at());
    out.text("what", event.what());
    out.text("detail", event.detail());
    out.object("position", event.position(), position -> position(out, position));
  }

  static void tally(JsonBody out, Tally tally) throws IOException {
    out.text("direction", tally.outbound() ? "OUT" : "IN");
    out.text("partner", tally.partner());
    out.text("type", tally.type());
    out.text("state", tally.state());
    out.number("count", tally.count());
    out.text("oldest", tally.oldest());
  }

  static void alarm(JsonBody out, Alarm alarm) throws IOException {
    out.text("at", alarm.at());
    out.text("code", alarm.code());
    out.text("partner", alarm.partner());
    out.text("about", alarm.about());
  }

  /** Without the envelope: nobody could verify it. */
  static void quarantined(JsonBody out, InQuarantine envelope) throws IOException {
    out.text("at", envelope.at());
    out.text("fault", envelope.fault());
    out.text("digest", envelope.digest());
    out.text("from", envelope.from());
    out.number("bytes", envelope.bytes());
    out.flag("releasable", envelope.form().releasable());
  }

  private static void refusal(JsonBody out, Refusal refusal) throws IOException {
    out.text("code", refusal.code());
    out.texts("pointers", refusal.pointers());
    out.text("reason", refusal.reason());
  }

  private static void position(JsonBody out, LedgerPosition position) throws IOException {
    out.number("epoch", position.epoch());
    out.text("writer", position.writer());
    out.number("number", position.number());
    out.text("digest", position.digest());
  }
}
