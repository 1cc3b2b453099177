package hutong.certs;

/** The primitive operations that a record's cost consists of. */
public enum Operation {
  SIGN,
  VERIFY,
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
