package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import hutong.gateway.demo.people.Replies;
import hutong.gateway.http.Mail;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RefusedInput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A desk's client of its mailbox: waits for mail, takes it over, decides as {@link Verdicts} say,
 * answers what is asked, and keeps its own book.
 */
final class Decider implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Decider.class);
  private static final int WAIT_SECONDS = 20;
  private static final int MOST = 100;
  private static final int LEASE_SECONDS = 60;
  private static final long STOP_MS = 5_000;
  private static final long AFTER_FAULT = TimeUnit.SECONDS.toNanos(1);
  private static final String REASON = "demo: decided by the record's id";

  private final Desk desk;
  private final Line line;
  private final OwnForm form;
  private final Documents documents;
  private final Replies replies;
  private final Submitter submitter;
  private final ReceivedBook book;
  private final Thread thread;
  private volatile boolean stopped;

  Decider(
      Desk desk,
      Line line,
      OwnForm form,
      Documents documents,
      Replies replies,
      Submitter submitter,
      ReceivedBook book) {
    this.desk = desk;
    this.line = line;
    this.form = form;
    this.documents = documents;
    this.replies = replies;
    this.submitter = submitter;
    this.book = book;
    this.thread = new Thread(this::work, "decider-" + desk);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Hangs up, which ends its waiting too. */
  @Override
  public void close() {
    stopped = true;
    line.close();
    try {
      thread.join(STOP_MS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    while (!stopped) {
      try {
        line.mailbox(WAIT_SECONDS, MOST, LEASE_SECONDS, form.name())
            .map(form::read)
            .ifPresent(this::handle);
      } catch (RuntimeException fault) {
        if (!stopped) {
          LOG.error("The client of {} could not do its work", desk, fault);
          LockSupport.parkNanos(AFTER_FAULT);
        }
      }
    }
  }

  private void handle(Mail mail) {
    mail.items().forEach(item -> book.handedOut(desk, item.id(), from(item), item.type()));
    line.acknowledge(mail.lease(), mail.items());
    List<Mail.Verdict> verdicts = new ArrayList<>();
    for (Mail.Item item : mail.items()) {
      Fate fate = fate(item);
      switch (fate.end()) {
        case ACCEPTED -> verdicts.add(Mail.Verdict.accept(item));
        case REJECTED ->
            verdicts.add(Mail.Verdict.reject(item, fate.code(), List.of("/subject"), REASON));
        case OPEN, PARKED -> {
          // It says nothing.
        }
      }
    }
    if (!verdicts.isEmpty()) {
      line.decide(mail.lease(), verdicts);
    }
    mail.items().forEach(item -> book.decided(desk, item.id(), fate(item)));
    mail.items().stream()
        .filter(item -> Verdicts.asks(item.type()) && !key(item).startsWith(Verdicts.BY_HAND))
        .forEach(this::answer);
  }

  private void answer(Mail.Item item) {
    try {
      byte[] json = item.record().encode().getBytes(StandardCharsets.UTF_8);
      replies
          .to(item.id(), documents.readRecord(json, Format.JSON))
          .ifPresent(reply -> submitter.post(Letter.answer(item.id(), from(item), reply)));
    } catch (RefusedInput unreadable) {
      throw new IllegalStateException(
          "A record was handed out that the schema refuses", unreadable);
    }
  }

  private static Fate fate(Mail.Item item) {
    return Verdicts.of(item.type(), key(item), item.id());
  }

  private static String key(Mail.Item item) {
    return item.record().getJsonObject("source").getString("key");
  }

  private static Region from(Mail.Item item) {
    return Region.of(item.from());
  }
}
