package hutong.certs;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A revocation list, of any time, with the authority whose it is. */
record RevocationList(X509Certificate authority, Crl crl) {

  /**
   * Reads all of a file.
   *
   * @param file PEM or DER, from anywhere
   * @throws Untrusted if one of them is signed by none of the authorities
   */
  static List<RevocationList> read(byte[] file, Collection<X509Certificate> authorities)
      throws Untrusted {
    List<RevocationList> lists = new ArrayList<>();
    for (byte[] der : Pem.revocations(file)) {
      lists.add(one(der, authorities));
    }
    return lists;
  }

  private static RevocationList one(byte[] der, Collection<X509Certificate> authorities)
      throws Untrusted {
    Untrusted first = null;
    for (X509Certificate authority : authorities) {
      try {
        return new RevocationList(authority, Crl.read(der, authority));
      } catch (Untrusted fault) {
        first = first == null ? fault : first;
      }
    }
    if (first == null || first.fault() == Fault.SIGNATURE_INVALID) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "a revocation list is of nobody who may say so");
    }
    throw first;
  }

  /** What it says of a certificate; nothing of another authority's, whatever its name. */
  Optional<Revocation> about(X509Certificate certificate) {
    try {
      if (!certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
        return Optional.empty();
      }
      certificate.verify(authority.getPublicKey(), Certificates.BOUNCY_CASTLE);
      return Optional.ofNullable(crl.revoked().get(certificate.getSerialNumber().toString(16)));
    } catch (GeneralSecurityException another) {
      return Optional.empty();
    }
  }
}
