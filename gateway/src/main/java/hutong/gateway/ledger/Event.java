package hutong.gateway.ledger;

import hutong.routes.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One event as its chain covers it: a change of one transfer, its place, and its content. */
record Event(long epoch, String writer, long number, long at, Subject about, What what) {

  /**
   * A transfer as events name it.
   *
   * @param type with the rest, for what counts what happens: no digest covers it; null of what
   *     never comes to stand otherwise
   * @param partner the other node, after the event
   * @param before how it stood when it was read; null if it is new
   */
  record Subject(
      long key,
      boolean outbound,
      String sender,
      byte[] id,
      String type,
      String partner,
      Stand before) {

    Subject(long key, boolean outbound, String sender, byte[] id) {
      this(key, outbound, sender, id, null, null, null);
    }

    /** The same with its recipient named. */
    Subject to(String node) {
      return new Subject(key, outbound, sender, id, type, node, before);
    }

    /** The same of one that is known already. */
    Subject after(Stand stand) {
      return new Subject(key, outbound, sender, id, type, partner, stand);
    }
  }

  /**
   * How a transfer stands.
   *
   * @param partner null while the address is undecided
   * @param cause stable word why; null if there is none
   */
  record Stand(String partner, String state, String cause) {}

  /**
   * What happened.
   *
   * @param word stable word, a state or an attempt
   * @param content digest of the thing it happened with; null if there is none
   * @param detail for people, without anything personal
   * @param refusal whose code the detail names, for what counts failures: no digest covers it
   */
  record What(String word, String content, String detail, Refusal refusal) {
    What(String word, String content, String detail) {
      this(word, content, detail, null);
    }

    What(Enum<?> word, String content, String detail) {
      this(word.name(), content, detail);
    }

    /** The same, with why. */
    What because(Refusal why) {
      return new What(word, content, detail, why);
    }
  }

  /**
   * SHA-256 over the digest before and the event: every text and byte string with its length before
   * it (4 octets, UTF-8), every number in 8 octets, big-endian.
   */
  byte[] digest(byte[] before) {
    return sha256(bytes(before));
  }

  /**
   * What the digest is over.
   *
   * @param before digest of the event before; empty for the first
   */
  byte[] bytes(byte[] before) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      put(out, "hutong-event-1");
      put(out, before);
      out.writeLong(epoch);
      put(out, writer);
      out.writeLong(number);
      out.writeLong(at);
      out.writeLong(about.key);
      out.writeLong(about.outbound ? 1 : 0);
      put(out, about.sender);
      put(out, about.id);
      put(out, what.word);
      put(out, what.content == null ? "" : what.content);
      put(out, what.detail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void put(DataOutputStream out, String text) throws IOException {
    put(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
