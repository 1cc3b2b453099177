package hutong.gateway.ledger;

import hutong.routes.ledger.Proposals.Kind;
import hutong.routes.ledger.Proposals.Proposal;
import hutong.routes.ledger.Proposals.Reason;
import hutong.routes.ledger.Proposals.State;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A proposal as it stands in the ledger.
 *
 * @param step how many events it has
 */
record StoredProposal(long key, long step, Proposal proposal) {

  static final String SELECT =
      "SELECT key, step, id, kind, about, parameters, reason, proposed_by, proposed, expires,"
          + " state, decided_by, decided, result FROM proposal";

  /** Of {@link #detail}: the id, and the step. */
  static final Pattern DETAIL = Pattern.compile("([0-9a-f-]{36}) ([0-9]{1,9}) [A-Z]+");

  static StoredProposal read(Row row) throws SQLException {
    return new StoredProposal(
        row.number(1),
        row.number(2),
        new Proposal(
            row.uuid(3),
            Kind.valueOf(row.text(4)),
            row.text(5),
            parameters(row.text(6)),
            Reason.valueOf(row.text(7)),
            row.text(8),
            row.instant(9),
            row.instant(10),
            State.valueOf(row.text(11)),
            row.text(12),
            row.instant(13),
            row.text(14)));
  }

  /** Names and values by turns, in the order of the names. */
  static String text(Map<String, String> parameters) {
    return ListText.write(
        new TreeMap<>(parameters)
            .entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toList());
  }

  private static Map<String, String> parameters(String text) {
    List<String> all = ListText.read(text);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i + 1 < all.size(); i += 2) {
      parameters.put(all.get(i), all.get(i + 1));
    }
    return parameters;
  }

  StoredProposal decided(State state, String by, Instant now) {
    Proposal p = proposal;
    return next(
        new Proposal(
            p.id(),
            p.kind(),
            p.about(),
            p.parameters(),
            p.reason(),
            p.by(),
            p.at(),
            p.until(),
            state,
            by,
            now,
            null));
  }

  StoredProposal done(String result) {
    Proposal p = proposal;
    return next(
        new Proposal(
            p.id(),
            p.kind(),
            p.about(),
            p.parameters(),
            p.reason(),
            p.by(),
            p.at(),
            p.until(),
            State.DONE,
            p.decidedBy(),
            p.decided(),
            result));
  }

  private StoredProposal next(Proposal changed) {
    return new StoredProposal(key, step + 1, changed);
  }

  /** Of the event that led to this. */
  String detail() {
    return proposal.id() + " " + step + " " + proposal.state();
  }

  /** Hex SHA-256 of all that it says. */
  String digest() {
    Proposal p = proposal;
    String text =
        Arrays.asList(
                "hutong-proposal-1",
                p.id(),
                p.kind(),
                p.about(),
                text(p.parameters()),
                p.reason(),
                p.by(),
                p.at(),
                p.until(),
                p.state(),
                p.decidedBy(),
                p.decided(),
                p.result())
            .stream()
            .map(each -> Objects.toString(each, ""))
            .collect(Collectors.joining("\n"));
    return HexFormat.of().formatHex(Event.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }
}
