package hutong.gateway.node;

import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest verified directory in a folder; a newer one put there is taken without a restart. */
final class LiveDirectory implements Supplier<Directory> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveDirectory.class);

  private final Path folder;
  private final X509Certificate root;
  private volatile Directory current;

  LiveDirectory(Path folder, X509Certificate root) throws IOException, Untrusted {
    this.folder = folder;
    this.root = root;
    this.current =
        open().current().orElseThrow(() -> new IOException("There is no directory in " + folder));
  }

  @Override
  public Directory get() {
    return current;
  }

  /** Looks for a newer version; one that does not verify is left alone and said so. */
  void look() {
    try {
      DirectoryStore store = open();
      Directory newest = store.current().orElse(current);
      if (newest.version() > current.version()) {
        current = newest;
        LOG.info("Directory version {} with {} members", newest.version(), newest.members().size());
      }
    } catch (IOException | Untrusted | RuntimeException unusable) {
      LOG.warn("A newer directory is not usable: {}", unusable.getMessage());
    }
  }

  private DirectoryStore open() throws IOException, Untrusted {
    return DirectoryStore.open(folder, root, Suites.standard());
  }
}
