package hutong.schemas;

import hutong.schemas.hx.Header;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ResidentRecord;
import java.util.Set;

/**
 * Reads and writes exchange documents, records and receipts; thread-safe, made once.
 *
 * <p>What is read has passed the schema; what is wrong is reported whole, with pointers and without
 * values.
 */
public final class Documents {
  private final Limits limits;

  public Documents() {
    this(Limits.defaults());
  }

  public Documents(Limits limits) {
    this.limits = limits;
  }

  public ResidentRecord readRecord(byte[] body, Format format) throws RefusedInput {
    throw new IllegalStateException("being written: " + limits);
  }

  public byte[] writeRecord(ResidentRecord record, Format format) {
    throw new IllegalStateException("being written");
  }

  public byte[] writeExchange(Header header, byte[] recordXml) {
    throw new IllegalStateException("being written");
  }

  public ReceivedExchange readExchange(byte[] document) throws RefusedInput {
    throw new IllegalStateException("being written");
  }

  public byte[] writeReceipt(Receipt receipt) {
    throw new IllegalStateException("being written");
  }

  public Receipt readReceipt(byte[] document) throws RefusedInput {
    throw new IllegalStateException("being written");
  }

  /** Writes a record with only the given fields (JSON Pointers without array indices). */
  public byte[] restrict(ResidentRecord record, Set<String> fields, Format format) {
    throw new IllegalStateException("being written");
  }
}
