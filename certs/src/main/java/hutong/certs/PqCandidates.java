package hutong.certs;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/** The bare primitives of PQ: those of INTL, and the lattices' by Bouncy Castle. */
final class PqCandidates {

  private static final String BC = "BC engine";

  /** About what signed attributes have. */
  private static final int ATTRIBUTES = 256;

  private final int bytes;
  private final SecureRandom random = new SecureRandom();

  PqCandidates(int bytes) {
    this.bytes = bytes;
  }

  List<Suite.Candidate> all() {
    List<Suite.Candidate> all = new ArrayList<>();
    for (Suite.Candidate classic : new IntlCandidates(bytes).all()) {
      if (classic.operation() != Operation.DIGEST && classic.operation() != Operation.KDF) {
        all.add(classic);
      }
    }
    byte[] data = new byte[bytes];
    all.add(new Suite.Candidate(Operation.DIGEST, "SUN", bytes, () -> Sha512.of(data)));
    byte[] info = new byte[40];
    all.add(
        new Suite.Candidate(
            Operation.KDF, BC, 72, () -> KeyEncapsulation.hkdf(new byte[32], info)));
    signatures(all);
    encapsulation(all);
    return List.copyOf(all);
  }

  private void signatures(List<Suite.Candidate> all) {
    KeyPair pair = Lattice.newKeyPair("ML-DSA-65");
    MLDSAPrivateKeyParameters key =
        (MLDSAPrivateKeyParameters) Lattice.privateKey(pair.getPrivate());
    byte[] octets = new byte[ATTRIBUTES];
    byte[] signature = MlDsa65.sign(key, octets, random);
    all.add(
        new Suite.Candidate(
            Operation.SIGN_LATTICE, BC, ATTRIBUTES, () -> MlDsa65.sign(key, octets, random)));
    all.add(
        new Suite.Candidate(
            Operation.VERIFY_LATTICE,
            BC,
            ATTRIBUTES,
            () -> MlDsa65.verify(key.getPublicKeyParameters(), octets, signature)));
  }

  private void encapsulation(List<Suite.Candidate> all) {
    KeyPair pair = Lattice.newKeyPair("ML-KEM-768");
    MLKEMPrivateKeyParameters key =
        (MLKEMPrivateKeyParameters) Lattice.privateKey(pair.getPrivate());
    MLKEMPublicKeyParameters open = key.getPublicKeyParameters();
    SecretWithEncapsulation secret = new MLKEMGenerator(random).generateEncapsulated(open);
    byte[] ciphertext = secret.getEncapsulation();
    all.add(
        new Suite.Candidate(
            Operation.ENCAPSULATE,
            BC,
            HybridSecret.LATTICE,
            () -> new MLKEMGenerator(random).generateEncapsulated(open)));
    all.add(
        new Suite.Candidate(
            Operation.DECAPSULATE,
            BC,
            HybridSecret.LATTICE,
            () -> new MLKEMExtractor(key).extractSecret(ciphertext)));
  }
}
