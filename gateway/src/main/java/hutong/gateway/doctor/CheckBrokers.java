package hutong.gateway.doctor;

import hutong.certs.Member;
import hutong.gateway.broker.NodeBrokers;
import hutong.routes.BrokerConnections;
import hutong.routes.QueueNames;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Shakes hands with this node's broker and with every partner's, as the node does, and sees that
 * each lets it read its own queues and nobody else's. Nothing is taken from any queue.
 */
final class CheckBrokers {

  private final Duration patience;

  CheckBrokers(Duration patience) {
    this.patience = patience;
  }

  void look(Patient patient, Chart chart) {
    // A thread each: whoever is slow to answer keeps nobody else from being heard.
    ExecutorService threads = Executors.newCachedThreadPool();
    try (NodeBrokers brokers =
        new NodeBrokers(
            patient.node(),
            patient.ownBrokers(),
            patient.tls(),
            patient.settings().broker().proxy(),
            patient::directory,
            (tls, member) ->
                patient
                    .directory()
                    .serves(tls, member, patient.book(), patient.clock().instant()))) {
      own(patient, brokers, chart);
      List<Member> partners =
          patient.directory().members().stream()
              .filter(member -> !member.id().equals(patient.node()))
              .sorted(Comparator.comparing(Member::id))
              .toList();
      List<CompletableFuture<Chart>> asked =
          partners.stream()
              .map(
                  member ->
                      CompletableFuture.supplyAsync(
                          () -> partner(member, brokers, patient), threads))
              .toList();
      for (int i = 0; i < asked.size(); i++) {
        heard(partners.get(i), asked.get(i), chart);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void heard(Member member, CompletableFuture<Chart> asked, Chart chart) {
    try {
      chart.addAll(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException slow) {
      silent(member, "no answer in " + patience.toSeconds() + " s", chart);
    } catch (ExecutionException unexpected) {
      silent(member, unexpected.getCause().getClass().getSimpleName(), chart);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void own(Patient patient, NodeBrokers brokers, Chart chart) {
    if (!patient.runs() && !patient.settings().broker().external()) {
      chart.warning(
          "queues.own", "Ask again while it runs.", "The node is not running, nor its broker.");
      return;
    }
    try (Connection connection = brokers.open(patient.node());
        Session session = connection.createSession()) {
      for (String queue : QueueNames.of(patient.node())) {
        browse(session, queue);
      }
      chart.well("queues.own", "The node's own queues can be read at its broker.");
    } catch (JMSSecurityException refused) {
      chart.fault(
          "queues.own",
          "Run hutong broker prepare again with the newest directory; see keys.listed above.",
          "The broker does not let this node read its own queues.");
    } catch (JMSException unreachable) {
      chart.fault(
          "queues.own",
          "See broker.url and broker.port, and what the broker logs.",
          "The node's broker can't be reached: %s.",
          cause(unreachable));
    }
  }

  private static Chart partner(Member member, NodeBrokers brokers, Patient patient) {
    Chart chart = new Chart();
    String check = "partner." + member.id();
    try (Connection connection = brokers.open(member.id());
        Session session = connection.createSession()) {
      if (readable(session, QueueNames.inbox(member.id()))) {
        chart.fault(
            check,
            "Tell that member's operators at once: its broker gives its inbox to others.",
            "%s lets this node read what is for %s.",
            member.broker(),
            member.id());
      } else {
        chart.well(check, "%s at %s has shaken hands with us.", member.id(), member.broker());
      }
    } catch (JMSSecurityException refused) {
      chart.fault(
          check,
          "Its directory may be older than our keys: ask its operators which version it holds; ours"
              + " is "
              + patient.directory().version()
              + ".",
          "%s at %s refuses this node's certificate.",
          member.id(),
          member.broker());
    } catch (JMSException unreachable) {
      silent(member, cause(unreachable), chart);
    }
    return chart;
  }

  private static void silent(Member member, String cause, Chart chart) {
    boolean untrusted = cause.equals(BrokerConnections.UNTRUSTED);
    chart.warning(
        "partner." + member.id(),
        untrusted
            ? "Its broker shows a certificate that the directory does not name for it; if it was"
                + " renewed, take the newest directory."
            : "See that host and port are let through from here (broker.proxy), and ask its"
                + " operators; nothing is lost meanwhile.",
        "%s at %s does not answer as it should: %s.",
        member.id(),
        member.broker(),
        cause);
  }

  private static boolean readable(Session session, String queue) throws JMSException {
    try {
      browse(session, queue);
      return true;
    } catch (JMSSecurityException asItShouldBe) {
      return false;
    }
  }

  private static void browse(Session session, String queue) throws JMSException {
    try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
      browser.getEnumeration();
    }
  }

  private static String cause(JMSException fault) {
    if (fault.getErrorCode() != null) {
      return fault.getErrorCode();
    }
    Throwable deepest = fault;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName();
  }
}
