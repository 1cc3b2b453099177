package hutong.certs;

/** The primitive operations that a record's cost consists of. */
public enum Operation {
  SIGN,
  VERIFY,
  /** The half of a signature that is made on a lattice. */
  SIGN_LATTICE,
  VERIFY_LATTICE,
  /** The half of a key agreement that is made on a lattice. */
  ENCAPSULATE,
  DECAPSULATE,
  KEYGEN,
  /** Key agreement with a point seen for the first time. */
  AGREE,
  /** Key agreement with a recipient's point that is used again and again. */
  AGREE_KNOWN,
  KDF,
  KEYWRAP,
  KEYUNWRAP,
  AEAD_ENCRYPT,
  AEAD_DECRYPT,
  DIGEST,
  RANDOM
}
