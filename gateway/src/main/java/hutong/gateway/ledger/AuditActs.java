package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;

/** Compares what people did, and what took two of them, with the events that say so. */
final class AuditActs {
  private static final int PAGE = 1_000;

  private final Sql sql;
  private final List<AuditFinding> findings;

  /** Digest and detail of the newest event of each proposal. */
  private final Map<UUID, Step> steps = new HashMap<>();

  private record Step(long number, String digest) {}

  private record Bound(String name, String digest) {}

  AuditActs(Sql sql, List<AuditFinding> findings) {
    this.sql = sql;
    this.findings = findings;
  }

  /** Of the next events of one chain. */
  void events(String writer, List<StoredEvent> page) throws SQLException {
    Map<Long, String> made = new HashMap<>();
    for (StoredEvent each : page) {
      Event event = each.event();
      if (event.about().key() == 0 && event.what().word().equals(ActSql.ACT)) {
        made.put(event.number(), event.what().content());
      } else if (event.about().key() == 0 && event.what().word().equals(ProposalSql.PROPOSAL)) {
        step(event.what());
      }
    }
    if (!made.isEmpty()) {
      acts(writer, made, page.get(0).event().number(), page.get(page.size() - 1).event().number());
    }
  }

  private void step(Event.What what) {
    Matcher words = StoredProposal.DETAIL.matcher(what.detail());
    if (words.matches()) {
      Step step = new Step(Long.parseLong(words.group(2)), what.content());
      steps.merge(UUID.fromString(words.group(1)), step, (a, b) -> a.number > b.number ? a : b);
    }
  }

  private void acts(String writer, Map<Long, String> made, long from, long to) throws SQLException {
    Map<Long, String> kept = new HashMap<>();
    sql.list(
        "SELECT "
            + ActSql.COLUMNS
            + ", event FROM act WHERE writer = ? AND event >= ? AND event <= ?",
        row -> kept.put(row.number(10), digest(row)),
        writer,
        from,
        to);
    for (Map.Entry<Long, String> each : made.entrySet()) {
      String digest = kept.get(each.getKey());
      if (!Objects.equals(each.getValue(), digest)) {
        findings.add(
            new AuditFinding(
                "act",
                writer + "/" + each.getKey(),
                digest == null ? "is missing: its event is here" : "is not what was written"));
      }
    }
  }

  private static String digest(Row row) throws SQLException {
    try {
      return ActSql.digest(ActSql.read(row));
    } catch (IllegalArgumentException changed) {
      return "";
    }
  }

  /** What no event speaks of; after all events. */
  void run() throws SQLException {
    inserted();
    proposals();
  }

  private void inserted() throws SQLException {
    long last = 0;
    List<Long> page;
    do {
      page =
          sql.list(
              "SELECT a.number, a.writer, a.event, e.what FROM act a LEFT JOIN event e"
                  + " ON e.writer = a.writer AND e.number = a.event WHERE a.number > ?"
                  + " ORDER BY a.number LIMIT ?",
              row -> {
                if (!ActSql.ACT.equals(row.text(4))) {
                  findings.add(
                      new AuditFinding(
                          "act", row.text(2) + "/" + row.number(3), "was inserted: no event"));
                }
                return row.number(1);
              },
              last,
              PAGE);
      last = page.isEmpty() ? last : page.get(page.size() - 1);
    } while (page.size() == PAGE);
  }

  private void proposals() throws SQLException {
    Set<UUID> missing = new HashSet<>(steps.keySet());
    long last = 0;
    List<Bound> page;
    do {
      long after = last;
      long[] reached = {after};
      page =
          sql.list(
              StoredProposal.SELECT + " WHERE key > ? ORDER BY key LIMIT ?",
              row -> {
                reached[0] = row.number(1);
                missing.remove(row.uuid(3));
                return new Bound(row.uuid(3).toString(), stored(row));
              },
              after,
              PAGE);
      last = reached[0];
      for (Bound each : page) {
        Step step = steps.get(UUID.fromString(each.name));
        if (step == null) {
          findings.add(new AuditFinding("proposal", each.name, "was inserted: no event"));
        } else if (!Objects.equals(step.digest, each.digest)) {
          findings.add(new AuditFinding("proposal", each.name, "is not what was written"));
        }
      }
    } while (page.size() == PAGE);
    for (UUID each : missing) {
      findings.add(
          new AuditFinding("proposal", each.toString(), "is missing: its events are here"));
    }
  }

  private static String stored(Row row) throws SQLException {
    try {
      return StoredProposal.read(row).digest();
    } catch (IllegalArgumentException changed) {
      return "";
    }
  }
}
