package hutong.gateway.settings;

import java.time.Duration;
import java.util.List;

/**
 * Everything that can be set for one node; read once. Keys, defaults and their meaning stand in
 * {@code defaults.yaml}. The node's secret is no setting: it comes from the environment variable
 * {@code HUTONG_SECRET} or a file made on first start.
 */
public record Settings(
    String node,
    Name name,
    List<String> divisions,
    Http http,
    Broker broker,
    Ledger ledger,
    String replica,
    Submit submit,
    Limits limits,
    Webhooks webhooks,
    Queues queues,
    Files files,
    Batches batches,
    Retry retry,
    Operations operations,
    Approval approval,
    Deadlines deadlines,
    Restore restore,
    Revocation revocation,
    Timestamp timestamp,
    Checkpoint checkpoint,
    Signing signing,
    Tracing tracing,
    Keys keys,
    Console console) {

  /** Names of the jurisdiction. */
  public record Name(String zh, String en) {}

  /** The HTTP API. */
  public record Http(String host, int port, int maxBody, boolean plaintext, Tls tls) {}

  /** How the HTTP API is encrypted; without a key it is not. */
  public record Tls(String key, String password, String clients) {

    /** The name of the node's own TLS key. */
    public static final String NODE = "node";

    /** Whether there is any. */
    public boolean on() {
      return !key.isEmpty();
    }

    @Override
    public String toString() {
      return "Tls[key=" + key + ", password=***, clients=" + clients + "]";
    }
  }

  /** The embedded broker, or where another stands. */
  public record Broker(String url, String host, int port, String proxy) {

    /** Whether the node runs no broker of its own. */
    public boolean external() {
      return !url.isEmpty();
    }
  }

  /** The ledger's database. */
  public record Ledger(String url, String user, String password) {

    @Override
    public String toString() {
      return "Ledger[url=" + url + ", user=" + user + ", password=***]";
    }
  }

  /** Tables that are kept: how large one may be, and how long it stays when it has ended. */
  public record Batches(long maxBytes, Duration keep) {}

  /** Folders for tables of desks; empty: none. */
  public record Files(String inbox) {}

  /** Queues for local systems, on a broker of their own. */
  public record Queues(boolean on, String host, int port, boolean tls) {}

  /**
   * Where webhooks may lead.
   *
   * @param allow networks that are not public and may be called, plain HTTP as well
   * @param trust PEM file of further authorities; empty: those of Java
   */
  public record Webhooks(List<String> allow, String trust) {}

  /** What one caller may ask of the node, where nothing else is said of it. */
  public record Limits(int rate, int burst, int records, int backlog) {}

  /** What is taken over from local systems. */
  public record Submit(int waiting, int backlog, Duration validity) {}

  /**
   * When a failed attempt is made again, how fast an outage's backlog then goes, and when a silent
   * recipient is asked.
   */
  public record Retry(
      Duration first,
      Duration longest,
      Duration repeatAfter,
      int drainPerSecond,
      Duration askAfter) {}

  /** How many records a second an operation on many looks at. */
  public record Operations(int perSecond) {}

  /** How long what takes two people waits for the second. */
  public record Approval(Duration within) {}

  /** How long after its due day an answer that this node owes is reminded of, and escalated. */
  public record Deadlines(Duration remindAfter, Duration escalateAfter) {}

  /**
   * How often outside authorities are asked what they revoked, after what silence an alarm is
   * raised, and after what silence their certificates are not relied on.
   */
  public record Revocation(Duration refresh, Duration warnAfter, Duration refuseAfter) {}

  /** Where keys are that are not in the node's folder. */
  public record Keys(Pkcs11 pkcs11) {}

  /** A token that signs and decrypts. */
  public record Pkcs11(String library, long slot, String pin, String pinFile) {

    public boolean used() {
      return !library.isEmpty();
    }

    @Override
    public String toString() {
      return "Pkcs11[library=" + library + ", slot=" + slot + ", pin=***, pinFile=" + pinFile + "]";
    }
  }

  /** Which backups may be restored. */
  public record Restore(Duration maxAge) {}

  /** Who says when something was there. */
  public record Timestamp(String url, String policy, String roots, Duration timeout) {

    /** Whether an outside authority says it. */
    public boolean outside() {
      return !url.isEmpty();
    }
  }

  /** Whether what waits together for one member is signed together. */
  public record Signing(boolean batches) {}

  /**
   * Where traces go.
   *
   * @param endpoint of a collector, OTLP over HTTP; empty: nowhere
   * @param sampled which share of all records is followed, 0 to 1
   * @param trust PEM file of authorities; empty: those of Java
   */
  public record Tracing(String endpoint, double sampled, String trust) {

    public boolean on() {
      return !endpoint.isEmpty();
    }
  }

  /**
   * The console.
   *
   * @param url where browsers reach the node; empty: not said
   */
  public record Console(String url, Oidc oidc) {}

  /**
   * Where people of the console sign in beside its own accounts.
   *
   * @param roles {@code VALUE=ROLE}, the first that fits counts
   * @param trust PEM file of the provider's authorities; empty: those of Java
   */
  public record Oidc(
      String issuer,
      String clientId,
      String clientSecret,
      List<String> scopes,
      String roleClaim,
      List<String> roles,
      String nameClaim,
      Duration timeout,
      String trust) {

    /** Whether there is one. */
    public boolean on() {
      return !issuer.isEmpty();
    }

    @Override
    public String toString() {
      return "Oidc[issuer=" + issuer + ", clientId=" + clientId + ", clientSecret=***]";
    }
  }

  /** How often the ledger is bound by a signed checkpoint. */
  public record Checkpoint(Duration every) {}
}
