package hutong.gateway.node;

import hutong.certs.Directory;
import hutong.certs.NodeKeys;
import hutong.certs.Opener;
import hutong.certs.Sealer;
import hutong.certs.Token;
import hutong.gateway.broker.NodeBrokers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys on disk; another set put there is taken while the node runs. */
final class LiveKeys implements Supplier<NodeKeys> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveKeys.class);

  private final Path folder;
  private final char[] secret;
  private final Token token;
  private final Sealer sealer;
  private final Opener opener;
  private final NodeBrokers brokers;
  private volatile NodeKeys current;
  private List<FileTime> seen;
  private Directory trusted;

  LiveKeys(
      Path folder,
      char[] secret,
      Token token,
      NodeKeys keys,
      Sealer sealer,
      Opener opener,
      NodeBrokers brokers)
      throws IOException {
    this.folder = folder;
    this.secret = secret.clone();
    this.token = token;
    this.current = keys;
    this.sealer = sealer;
    this.opener = opener;
    this.brokers = brokers;
    this.seen = times();
  }

  @Override
  public NodeKeys get() {
    return current;
  }

  /** Takes what is there if it has changed; what can't be read is left alone and said so. */
  void look() {
    try {
      List<FileTime> now = times();
      if (!now.equals(seen)) {
        NodeKeys keys = NodeKeys.load(folder, secret, token);
        sealer.take(keys);
        opener.take(keys);
        brokers.renew();
        current = keys;
        seen = now;
        LOG.info("The keys in the folder were taken");
      }
    } catch (IOException | RuntimeException unusable) {
      LOG.warn("The keys in the folder are not usable: {}", unusable.getMessage());
    }
  }

  /** Has TLS trust the authorities that the directory accepts. */
  void trust(Directory directory) {
    try {
      if (trusted == null
          || !trusted.content().authorities().equals(directory.content().authorities())) {
        boolean any = trusted != null || !directory.content().authorities().isEmpty();
        if (any) {
          current.saveTrust(folder, directory, secret);
          brokers.renew();
        }
        trusted = directory;
      }
    } catch (IOException unusable) {
      LOG.warn("TLS does not trust the directory's authorities yet: {}", unusable.getMessage());
    }
  }

  private List<FileTime> times() throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (Path file : NodeKeys.files(folder)) {
      times.add(Files.getLastModifiedTime(file));
    }
    return times;
  }
}
