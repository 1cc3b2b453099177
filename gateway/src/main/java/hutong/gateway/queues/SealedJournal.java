package hutong.gateway.queues;

import hutong.certs.PayloadVault;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffers;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.journal.IOCompletion;
import org.apache.activemq.artemis.core.journal.JournalLoadInformation;
import org.apache.activemq.artemis.core.journal.JournalUpdateCallback;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.TransactionFailureCallback;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.persistence.CoreMessageObjectPools;
import org.apache.activemq.artemis.core.persistence.Persister;
import org.apache.activemq.artemis.utils.ExecutorFactory;
import org.apache.activemq.artemis.utils.collections.SparseArrayLinkedList;

/**
 * A broker's journal whose records are encrypted, each under a key of its own and bound to its id
 * and type: what waits in a queue is nowhere on disk in plain (invariant 10).
 */
@SuppressWarnings({"rawtypes", "unchecked"})
final class SealedJournal extends JournalImpl {

  private static final int EXPECTED = 2_048;
  private static final Persister<byte[]> AS_IT_IS = new Octets();

  private final PayloadVault vault;

  SealedJournal(
      PayloadVault vault,
      ExecutorFactory executors,
      Configuration configuration,
      int fileSize,
      SequentialFileFactory files,
      IOCriticalErrorListener broken) {
    super(
        executors,
        fileSize,
        configuration.getJournalMinFiles(),
        configuration.getJournalPoolFiles(),
        configuration.getJournalCompactMinFiles(),
        configuration.getJournalCompactPercentage(),
        configuration.getJournalFileOpenTimeout(),
        files,
        "activemq-data",
        "amq",
        files.getMaxIO(),
        0,
        broken,
        configuration.getJournalMaxAtticFiles());
    this.vault = vault;
  }

  private byte[] sealed(long id, byte type, Persister persister, Object record) {
    ActiveMQBuffer buffer = ActiveMQBuffers.dynamicBuffer(EXPECTED);
    persister.encode(buffer, record);
    byte[] plain = new byte[buffer.readableBytes()];
    buffer.readBytes(plain);
    return vault.encrypt(plain, associated(id, type));
  }

  private static byte[] associated(long id, byte type) {
    return ("queues|" + id + "|" + type).getBytes(StandardCharsets.US_ASCII);
  }

  private RecordInfo opened(RecordInfo sealed) throws IOException {
    try {
      byte[] plain = vault.decrypt(sealed.data, associated(sealed.id, sealed.userRecordType));
      return new RecordInfo(
          sealed.id,
          sealed.userRecordType,
          plain,
          sealed.isUpdate,
          sealed.replaceableUpdate,
          sealed.compactCount);
    } catch (Untrusted changed) {
      throw new IOException("the journal of the queues is not as it was written", changed);
    }
  }

  @Override
  public void appendAddRecord(
      long id, byte type, Persister persister, Object record, boolean sync, IOCompletion done)
      throws Exception {
    super.appendAddRecord(id, type, AS_IT_IS, sealed(id, type, persister, record), sync, done);
  }

  @Override
  public void appendAddEvent(
      long id, byte type, Persister persister, Object record, boolean sync, IOCompletion done)
      throws Exception {
    super.appendAddEvent(id, type, AS_IT_IS, sealed(id, type, persister, record), sync, done);
  }

  @Override
  public void appendUpdateRecord(
      long id, byte type, Persister persister, Object record, boolean sync, IOCompletion done)
      throws Exception {
    super.appendUpdateRecord(id, type, AS_IT_IS, sealed(id, type, persister, record), sync, done);
  }

  @Override
  public void tryAppendUpdateRecord(
      long id,
      byte type,
      Persister persister,
      Object record,
      boolean sync,
      boolean replaceable,
      JournalUpdateCallback updated,
      IOCompletion done)
      throws Exception {
    byte[] sealed = sealed(id, type, persister, record);
    super.tryAppendUpdateRecord(id, type, AS_IT_IS, sealed, sync, replaceable, updated, done);
  }

  @Override
  public void appendAddRecordTransactional(
      long tx, long id, byte type, Persister persister, Object record) throws Exception {
    super.appendAddRecordTransactional(tx, id, type, AS_IT_IS, sealed(id, type, persister, record));
  }

  @Override
  public void appendUpdateRecordTransactional(
      long tx, long id, byte type, Persister persister, Object record) throws Exception {
    super.appendUpdateRecordTransactional(
        tx, id, type, AS_IT_IS, sealed(id, type, persister, record));
  }

  @Override
  public synchronized JournalLoadInformation load(
      SparseArrayLinkedList<RecordInfo> records,
      List<PreparedTransactionInfo> prepared,
      TransactionFailureCallback failed,
      boolean mend)
      throws Exception {
    SparseArrayLinkedList<RecordInfo> sealed = new SparseArrayLinkedList<>();
    JournalLoadInformation loaded = super.load(sealed, prepared, failed, mend);
    IOException[] fault = new IOException[1];
    sealed.clear(
        each -> {
          try {
            records.add(opened(each));
          } catch (IOException changed) {
            fault[0] = changed;
          }
        });
    if (fault[0] != null) {
      throw fault[0];
    }
    for (PreparedTransactionInfo each : prepared) {
      for (int i = 0; i < each.getRecords().size(); i++) {
        each.getRecords().set(i, opened(each.getRecords().get(i)));
      }
    }
    return loaded;
  }

  /** Octets as they are. */
  private static final class Octets implements Persister<byte[]> {
    @Override
    public byte getID() {
      return -1;
    }

    @Override
    public int getEncodeSize(byte[] octets) {
      return octets.length;
    }

    @Override
    public void encode(ActiveMQBuffer into, byte[] octets) {
      into.writeBytes(octets);
    }

    @Override
    public byte[] decode(ActiveMQBuffer from, byte[] any, CoreMessageObjectPools pools) {
      throw new UnsupportedOperationException("the journal gives its records back as they are");
    }
  }
}
