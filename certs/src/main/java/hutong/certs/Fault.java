package hutong.certs;

/** Why bytes are not trusted: a closed set, each with one meaning, none with a value in it. */
public enum Fault {
  /** Not the DER structure of the protocol, or with something beside it. */
  MALFORMED,
  /** Over the bound given; nothing in it was looked at. */
  TOO_LARGE,
  /**
   * Sealed for a key that is not held here: the one fault that is answered ({@code Unreadable}).
   */
  NO_KEY,
  /** The key is held, but the content or its key fails authentication. */
  DECRYPTION_FAILED,
  /** The signature, the message digest or the signing-certificate attribute does not fit. */
  SIGNATURE_INVALID,
  /** The directory does not name this certificate as one that signs. */
  SIGNER_UNKNOWN,
  /** The signer's certificate, or the directory that vouches for it, is not valid at this time. */
  SIGNER_EXPIRED,
  /** The signer's certificate was revoked, by the directory or by its own authority. */
  SIGNER_REVOKED,
  /** The signer's own authority has not been heard for longer than is allowed here. */
  REVOCATION_UNKNOWN,
  /** An algorithm that is not registered, or is below the recipient's floor. */
  SUITE_NOT_ALLOWED,
  /** A sound signature over another kind of content than was asked for. */
  WRONG_KIND
}
