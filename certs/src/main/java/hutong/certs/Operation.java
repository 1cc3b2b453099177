package hutong.certs;

/** The primitive operations that a record's cost consists of. */
public enum Operation {
  SIGN,
  VERIFY,
  KEYGEN,
  AGREE,
  KDF,
  KEYWRAP,
  KEYUNWRAP,
  AEAD_ENCRYPT,
  AEAD_DECRYPT,
  DIGEST,
  RANDOM
}
