package hutong.gateway.cli;

import hutong.certs.AcceptedAuthority;
import hutong.certs.Credential;
import hutong.certs.Hosts;
import hutong.certs.NodeKeys;
import hutong.certs.Pem;
import hutong.certs.PrivateFile;
import hutong.certs.RequestedKeys;
import hutong.certs.Role;
import hutong.certs.Token;
import hutong.certs.Untrusted;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.node.Home;
import hutong.gateway.node.KeyRenewal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Certificates of a member's own authority: asked for, taken, accepted, listed. */
final class OutsideCommands {

  private static final int MOST_BYTES = 1 << 20;

  /** {@code hutong certs request}. */
  @Command(
      name = "request",
      description = "Makes new keys, and requests (PKCS#10) for an outside authority to sign.",
      mixinStandardHelpOptions = true)
  static final class Request implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "where the requests are written: signing, encryption and tls, each .csr")
    private Path out;

    @Override
    public Integer call() throws Exception {
      Home folder = home.home();
      char[] secret = folder.secret(System.getenv()).characters();
      Token token = folder.token(System.getenv());
      NodeKeys keys = NodeKeys.load(folder.keys(), secret, token);
      RequestedKeys requested =
          RequestedKeys.exist(folder.keys())
              ? RequestedKeys.load(folder.keys(), secret, token)
              : RequestedKeys.make(keys.memberId(), token, Clock.systemUTC());
      requested.save(folder.keys(), secret);
      PrintWriter said = spec.commandLine().getOut();
      for (Role role : Role.values()) {
        Path file = out.toAbsolutePath().resolve(role + ".csr");
        PrivateFile.write(file, requested.request(role, Hosts.of(keys.tlsCertificate())));
        said.println(file);
      }
      said.println("Have them signed, then: hutong certs import FILE... --home " + folder.folder());
      said.flush();
      return 0;
    }
  }

  /** {@code hutong certs import}. */
  @Command(
      name = "import",
      description = "Takes the certificates that an outside authority answered.",
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PEM or DER")
    private List<Path> files;

    @Override
    public Integer call() throws Exception {
      Map<Role, Credential> taken =
          new KeyRenewal(home.home(), System.getenv(), Clock.systemUTC()).take(read(files));
      PrintWriter out = spec.commandLine().getOut();
      out.println("Taken for " + taken.keySet() + ". The directory has to list them:");
      out.println("  hutong certs list NODE FILE... --authority DIR");
      out.println("and when the partners have it: hutong certs rotate");
      out.flush();
      return 0;
    }
  }

  /** {@code hutong certs accept}. */
  @Command(
      name = "accept",
      description = "Accepts a member's own authority in a new directory.",
      mixinStandardHelpOptions = true)
  static final class Accept implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--members",
        split = ",",
        required = true,
        paramLabel = "NODE",
        description = "whom it may certify")
    private List<String> members;

    @Option(
        names = "--crl",
        defaultValue = "",
        paramLabel = "URL",
        description = "where it publishes its revocation list")
    private String crl;

    @Option(
        names = "--ocsp",
        defaultValue = "",
        paramLabel = "URL",
        description = "where it answers OCSP")
    private String ocsp;

    @Option(
        names = "--authority",
        required = true,
        paramLabel = "DIR",
        description = "the authority's folder")
    private Path authority;

    @Parameters(
        paramLabel = "FILE",
        description = "certificate of the authority that issues to the members directly")
    private Path file;

    @Override
    public Integer call() throws Exception {
      List<X509Certificate> found = read(List.of(file));
      if (found.size() != 1) {
        throw new IllegalArgumentException("FILE has to hold exactly one certificate");
      }
      AuthorityFolder book = new AuthorityFolder(authority.toAbsolutePath());
      Path made =
          book.accept(new AcceptedAuthority(found.get(0), members, crl, ocsp), Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      out.println("Accepted.");
      PassedOn.tell(book, made, out);
      out.flush();
      return 0;
    }
  }

  /** {@code hutong certs list}. */
  @Command(
      name = "list",
      description = "Lists further certificates of a member in a new directory.",
      mixinStandardHelpOptions = true)
  static final class Enlist implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
        names = "--authority",
        required = true,
        paramLabel = "DIR",
        description = "the authority's folder")
    private Path authority;

    @Parameters(index = "0", paramLabel = "NODE", description = "the member's id")
    private String node;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "PEM or DER")
    private List<Path> files;

    @Override
    public Integer call() throws Exception {
      AuthorityFolder book = new AuthorityFolder(authority.toAbsolutePath());
      Path made = book.list(node, read(files), Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      out.println("Listed.");
      PassedOn.tell(book, made, out);
      out.flush();
      return 0;
    }
  }

  static List<X509Certificate> read(List<Path> files) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("This file is too large for certificates: " + file);
      }
      try {
        found.addAll(Pem.certificates(Files.readAllBytes(file)));
      } catch (Untrusted unreadable) {
        throw new IOException("There is no certificate to be read in " + file, unreadable);
      }
    }
    return found;
  }

  private OutsideCommands() {}
}
