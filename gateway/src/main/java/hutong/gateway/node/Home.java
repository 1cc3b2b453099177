package hutong.gateway.node;

import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.Token;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The one folder a node lives in, and what lies where in it. */
public record Home(Path folder) {

  private static final String SECRET_VARIABLE = "HUTONG_SECRET";

  /** Opens the node's keys and encrypts its payloads; made on first use. */
  public Secret secret(Map<String, String> environment) throws IOException {
    return Secret.of(folder.resolve("secret"), environment.get(SECRET_VARIABLE));
  }

  /** The node's keys, those on a token among them. */
  public NodeKeys nodeKeys(Map<String, String> environment) throws IOException {
    return NodeKeys.load(keys(), secret(environment).characters(), token(environment));
  }

  /** The token that the settings name; null for none. */
  public Token token(Map<String, String> environment) throws IOException {
    if (!Files.exists(folder.resolve(SettingsFile.NAME))) {
      return null;
    }
    Settings.Pkcs11 named = pkcs11(environment);
    if (!named.used()) {
      return null;
    }
    String pin =
        named.pinFile().isEmpty()
            ? named.pin()
            : Files.readString(Path.of(named.pinFile())).strip();
    return Token.open(Path.of(named.library()), named.slot(), pin.toCharArray());
  }

  private Settings.Pkcs11 pkcs11(Map<String, String> environment) throws IOException {
    try {
      return new SettingsFile().read(folder, environment).keys().pkcs11();
    } catch (SettingsFaults faults) {
      throw new IOException(faults.getMessage(), faults);
    }
  }

  /** Signing, decryption and TLS keys, PKCS#12. */
  public Path keys() {
    return folder.resolve("keys");
  }

  /** Every version of the directory of members held, signed. */
  public Path directory() {
    return folder.resolve("directory");
  }

  /** What outside authorities last said of revocations. */
  public Path statuses() {
    return folder.resolve("statuses");
  }

  /** Lists of revoked certificates, which go into evidence. */
  public Path revocation() {
    return folder.resolve("revocation");
  }

  /** The ledger's database. */
  public Path ledger() {
    return folder.resolve("ledger").resolve("ledger.db");
  }

  /** The register of erasures: kept with the keys, apart from the ledger's backups. */
  public Path erasures() {
    return folder.resolve("erasures");
  }

  /** How the disk filled, as one process of the node saw it. */
  public Path growth(String replica) {
    return folder.resolve("growth-" + replica);
  }

  /** Who may sign in to the console. */
  public Path accounts() {
    return folder.resolve("accounts.json");
  }

  /** Tables that are kept, encrypted. */
  public Path batches() {
    return folder.resolve("batches");
  }

  /** Tables that arrive in parts, encrypted. */
  public Path uploads() {
    return folder.resolve("uploads");
  }

  public Path queues() {
    return folder.resolve("queues");
  }

  public Path broker() {
    return folder.resolve("broker");
  }

  /** Local systems and the hashes of their keys. */
  public Path systems() {
    return folder.resolve("systems.json");
  }

  /** Newer tables of divisions; need not be there. */
  public Path divisions() {
    return folder.resolve("divisions");
  }

  /** Partners' dialects that the node was given, and which version is live; need not be there. */
  public Path dialects() {
    return folder.resolve("dialects");
  }

  /** The built-in authority, where this node keeps one. */
  public Path authority() {
    return folder.resolve("authority");
  }
}
