package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.certs.Untrusted;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Webhooks;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Webhooks as rows; their secrets under the node's own. */
final class WebhookSql implements Webhooks {

  private static final String SELECT =
      "SELECT id, system, url, created, state, cursor_at, failures, next_attempt, cause"
          + " FROM webhook";

  private final GroupCommit writer;
  private final Readers readers;
  private final PayloadVault vault;
  private final Place place;

  WebhookSql(GroupCommit writer, Readers readers, PayloadVault vault, Place place) {
    this.writer = writer;
    this.readers = readers;
    this.vault = vault;
    this.place = place;
  }

  private Webhook read(Row row) throws SQLException {
    return new Webhook(
        row.uuid(1),
        row.text(2),
        url(row.uuid(1), row.text(3)),
        row.instant(4),
        State.valueOf(row.text(5)),
        row.number(6),
        (int) row.number(7),
        row.instant(8),
        row.text(9));
  }

  @Override
  public boolean add(UUID id, String system, String url, byte[] secret, Instant now) {
    byte[] locked = vault.encrypt(secret, associated(id));
    String sealed = sealedUrl(id, url);
    return writer.write(
        turn -> {
          Sql sql = turn.sql();
          long have =
              sql.first(
                      "SELECT COUNT(*) FROM webhook WHERE system = ?", row -> row.number(1), system)
                  .orElseThrow();
          if (have >= MOST) {
            return false;
          }
          sql.update(
              "INSERT INTO webhook (key, id, system, url, secret, created, state, cursor_at,"
                  + " failures, next_attempt) VALUES (?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT"
                  + " MAX(number) FROM outcome WHERE system = ?), 0), 0, ?)",
              turn.nextKey(),
              id,
              system,
              sealed,
              locked,
              now,
              State.ACTIVE,
              system,
              now);
          return true;
        });
  }

  @Override
  public List<Webhook> of(String system) {
    return readers.read(
        sql -> sql.list(SELECT + " WHERE system = ? ORDER BY key", this::read, system));
  }

  @Override
  public Optional<Webhook> find(UUID id, String system) {
    return readers.read(
        sql -> sql.first(SELECT + " WHERE id = ? AND system = ?", this::read, id, system));
  }

  @Override
  public List<Webhook> due(Instant now, int max) {
    return place.slice().first()
        ? readers.read(
            sql ->
                sql.list(
                    SELECT
                        + " WHERE state = 'ACTIVE' AND next_attempt <= ?"
                        + " ORDER BY next_attempt LIMIT ?",
                    this::read,
                    now,
                    max))
        : List.of();
  }

  private record Locked(byte[] now, byte[] old, Instant until) {}

  @Override
  public Secrets secrets(UUID id, Instant now) {
    Locked locked =
        readers.read(
            sql ->
                sql.first(
                        "SELECT secret, old_secret, old_until FROM webhook WHERE id = ?",
                        row -> new Locked(row.bytes(1), row.bytes(2), row.instant(3)),
                        id)
                    .orElseThrow(() -> new LedgerFailure("this webhook is gone")));
    boolean both = locked.old != null && now.isBefore(locked.until);
    return new Secrets(open(id, locked.now), both ? open(id, locked.old) : null);
  }

  private byte[] open(UUID id, byte[] locked) {
    try {
      return vault.decrypt(locked, associated(id));
    } catch (Untrusted changed) {
      throw new LedgerFailure("a webhook's secret is not what was stored there", changed);
    }
  }

  /** A URL may bear a secret of its receiver. */
  private String sealedUrl(UUID id, String url) {
    byte[] plain = url.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(vault.encrypt(plain, ofUrl(id)));
  }

  /** Of before this version, it stands in plain. */
  private String url(UUID id, String stored) {
    if (stored.startsWith("http")) {
      return stored;
    }
    try {
      byte[] plain = vault.decrypt(Base64.getDecoder().decode(stored), ofUrl(id));
      return new String(plain, StandardCharsets.UTF_8);
    } catch (Untrusted changed) {
      throw new LedgerFailure("a webhook's URL is not what was stored there", changed);
    }
  }

  private static byte[] ofUrl(UUID id) {
    return ("webhook-url|" + id).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] associated(UUID id) {
    return ("webhook|" + id).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean rotate(UUID id, String system, byte[] secret, Instant oldUntil) {
    return change(
        "UPDATE webhook SET old_secret = secret, old_until = ?, secret = ?"
            + " WHERE id = ? AND system = ?",
        oldUntil,
        vault.encrypt(secret, associated(id)),
        id,
        system);
  }

  @Override
  public void told(UUID id, long from, long cursor, Instant now) {
    change(
        "UPDATE webhook SET cursor_at = ?, failures = 0, cause = NULL, next_attempt = ?"
            + " WHERE id = ? AND cursor_at = ?",
        cursor,
        now,
        id,
        from);
  }

  @Override
  public void failed(UUID id, String cause, Instant next) {
    change(
        "UPDATE webhook SET failures = failures + 1, cause = ?, next_attempt = ? WHERE id = ?",
        cause,
        next,
        id);
  }

  @Override
  public void disable(UUID id, String cause, Instant now) {
    writer.write(
        turn -> {
          int changed =
              turn.sql()
                  .update(
                      "UPDATE webhook SET state = 'DISABLED', cause = ?"
                          + " WHERE id = ? AND state = 'ACTIVE'",
                      cause,
                      id);
          if (changed > 0) {
            AlarmSql.add(
                turn, List.of(new Alarm(now, Alarm.Code.WEBHOOK_DISABLED, null, id.toString())));
          }
          return changed;
        });
  }

  @Override
  public boolean enable(UUID id, String system, Instant now) {
    return change(
        "UPDATE webhook SET state = 'ACTIVE', failures = 0, cause = NULL, next_attempt = ?"
            + " WHERE id = ? AND system = ?",
        now,
        id,
        system);
  }

  @Override
  public boolean recover(UUID id, String system, long cursor, Instant now) {
    return change(
        "UPDATE webhook SET cursor_at = ?, next_attempt = ? WHERE id = ? AND system = ?",
        cursor,
        now,
        id,
        system);
  }

  @Override
  public boolean remove(UUID id, String system) {
    return change("DELETE FROM webhook WHERE id = ? AND system = ?", id, system);
  }

  private boolean change(String sql, Object... values) {
    return writer.write(turn -> turn.sql().update(sql, values)) > 0;
  }
}
