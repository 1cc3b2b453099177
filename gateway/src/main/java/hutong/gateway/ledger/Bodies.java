package hutong.gateway.ledger;

import hutong.certs.PayloadKey;
import hutong.certs.PayloadVault;
import hutong.certs.Untrusted;
import hutong.routes.Refusal;
import hutong.routes.ledger.TransferId;
import hutong.schemas.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Encrypts everything that may say something about a person, bound to its transfer, its direction
 * and its role, so that nobody can swap two of them on disk.
 */
final class Bodies {
  static final String RECORD = "record";
  static final String SIGNED = "signed";
  static final String REFUSAL = "refusal";
  static final String HELD = "held";
  static final String ATTACHMENT = "attachment";

  private final PayloadVault vault;

  Bodies(PayloadVault vault) {
    this.vault = vault;
  }

  /** A payload, and its key, wrapped: to be stored apart from each other. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Locked(byte[] key, byte[] body) {}

  Locked lockPayload(boolean outbound, TransferId id, String role, byte[] plain) {
    PayloadKey key = vault.newKey();
    return new Locked(key.wrapped(), key.encrypt(plain, associated(outbound, id, role)));
  }

  /**
   * The same under the key that the record has.
   *
   * @param wrapped null for a record of before there were such keys
   */
  byte[] lockPayload(boolean outbound, TransferId id, String role, byte[] plain, byte[] wrapped) {
    return wrapped == null
        ? lock(outbound, id, role, plain)
        : key(wrapped).encrypt(plain, associated(outbound, id, role));
  }

  /**
   * @param wrapped the record's key; null for one of before there were such keys
   */
  byte[] openPayload(boolean outbound, TransferId id, String role, byte[] blob, byte[] wrapped) {
    if (!PayloadKey.encrypted(blob)) {
      return open(outbound, id, role, blob);
    }
    if (wrapped == null) {
      throw new LedgerFailure("the key of a stored body is gone");
    }
    try {
      return key(wrapped).decrypt(blob, associated(outbound, id, role));
    } catch (Untrusted e) {
      throw new LedgerFailure("a stored body is not what was stored there", e);
    }
  }

  private PayloadKey key(byte[] wrapped) {
    try {
      return vault.key(wrapped);
    } catch (Untrusted e) {
      throw new LedgerFailure("the key of a stored body is not what was stored there", e);
    }
  }

  byte[] lock(boolean outbound, TransferId id, String role, byte[] plain) {
    return vault.encrypt(plain, associated(outbound, id, role));
  }

  byte[] open(boolean outbound, TransferId id, String role, byte[] blob) {
    return decrypt(blob, associated(outbound, id, role));
  }

  byte[] lockEnvelope(String digest, byte[] envelope) {
    return vault.encrypt(envelope, ("quarantine|" + digest).getBytes(StandardCharsets.UTF_8));
  }

  byte[] openEnvelope(String digest, byte[] blob) {
    return decrypt(blob, ("quarantine|" + digest).getBytes(StandardCharsets.UTF_8));
  }

  /** A refusal holds free text of a system, so it is kept like a payload. */
  byte[] lock(boolean outbound, TransferId id, Refusal refusal) {
    if (refusal == null) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    lines.add(refusal.code().name());
    lines.add(refusal.reason() == null ? "" : "=" + refusal.reason());
    lines.addAll(refusal.pointers());
    return lock(outbound, id, REFUSAL, ListText.write(lines).getBytes(StandardCharsets.UTF_8));
  }

  Refusal openRefusal(boolean outbound, TransferId id, byte[] blob) {
    if (blob == null) {
      return null;
    }
    byte[] plain = open(outbound, id, REFUSAL, blob);
    List<String> lines = ListText.read(new String(plain, StandardCharsets.UTF_8));
    String reason = lines.get(1);
    return new Refusal(
        RejectionCode.valueOf(lines.get(0)),
        lines.subList(2, lines.size()),
        reason.isEmpty() ? null : reason.substring(1));
  }

  private byte[] decrypt(byte[] blob, byte[] associated) {
    try {
      return vault.decrypt(blob, associated);
    } catch (Untrusted e) {
      throw new LedgerFailure("a stored body is not what was stored there", e);
    }
  }

  private static byte[] associated(boolean outbound, TransferId id, String role) {
    return ((outbound ? "out|" : "in|") + id.from() + "|" + id.id() + "|" + role)
        .getBytes(StandardCharsets.UTF_8);
  }
}
