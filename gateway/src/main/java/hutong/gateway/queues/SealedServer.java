package hutong.gateway.queues;

import hutong.certs.PayloadVault;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIllegalStateException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.server.LargeServerMessage;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;

/** A broker that writes no message to disk in plain: its journal is sealed, it pages nothing. */
final class SealedServer extends ActiveMQServerImpl {

  private final PayloadVault vault;

  SealedServer(Configuration configuration, ActiveMQSecurityManager guard, PayloadVault vault) {
    super(configuration, guard);
    this.vault = vault;
  }

  @Override
  protected StorageManager createStorageManager() {
    Storage storage = new Storage();
    getCriticalAnalyzer().add(storage);
    return storage;
  }

  private final class Storage extends JournalStorageManager {

    private Storage() {
      super(
          SealedServer.this.getConfiguration(),
          SealedServer.this.getCriticalAnalyzer(),
          SealedServer.this.executorFactory,
          SealedServer.this.scheduledPool,
          SealedServer.this.ioExecutorFactory,
          SealedServer.this.ioCriticalErrorListener);
    }

    /** Called while this is made. */
    @Override
    protected Journal createMessageJournal(
        Configuration configuration, IOCriticalErrorListener broken, int fileSize) {
      return new SealedJournal(
          SealedServer.this.vault, ioExecutorFactory, configuration, fileSize, journalFF, broken);
    }

    /** Files of their own hold large ones; none is taken that large. */
    @Override
    public LargeServerMessage onLargeMessageCreate(long id, LargeServerMessage message)
        throws ActiveMQException {
      throw new ActiveMQIllegalStateException("This message is too large");
    }
  }
}
