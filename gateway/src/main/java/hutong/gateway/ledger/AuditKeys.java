package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.certs.TrustRoots;
import hutong.certs.Untrusted;
import hutong.routes.Indexes;
import hutong.schemas.Documents;
import java.time.Instant;

/**
 * What an audit needs beside the ledger.
 *
 * @param node whose ledger it is
 * @param register null where there is none
 * @param roots of time stamps
 * @param signatures verifies checkpoints as of their time
 */
public record AuditKeys(
    String node,
    PayloadVault vault,
    Indexes indexes,
    ErasureFile register,
    Documents documents,
    TrustRoots roots,
    Signatures signatures) {

  /** Verifies a checkpoint of this node as of its time. */
  @FunctionalInterface
  public interface Signatures {
    void verify(byte[] signedData, Instant at) throws Untrusted;
  }
}
