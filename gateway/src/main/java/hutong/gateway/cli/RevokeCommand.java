package hutong.gateway.cli;

import hutong.certs.Pem;
import hutong.certs.RevocationReason;
import hutong.certs.Role;
import hutong.certs.Untrusted;
import hutong.gateway.node.AuthorityFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong certs revoke}. */
@Command(
    name = "revoke",
    description = "Revokes a member's certificates in a new directory and in crl.pem.",
    mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {

  /** Which certificates. */
  static final class Which {

    @Option(
        names = "--serial",
        paramLabel = "HEX",
        required = true,
        description = "the one of this serial number")
    private String serial;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        description = "all of this role: signing, encryption or tls")
    private String role;

    @Option(
        names = "--certificate",
        paramLabel = "FILE",
        required = true,
        description = "this one, PEM or DER: also one for TLS that another authority issued")
    private Path certificate;

    /** What the command line brings with it; null for none. */
    private X509Certificate brought() throws IOException {
      if (certificate == null) {
        return null;
      }
      try {
        return Pem.certificates(Files.readAllBytes(certificate)).get(0);
      } catch (Untrusted unreadable) {
        throw new IOException("There is no certificate in " + certificate, unreadable);
      }
    }

    private Predicate<X509Certificate> chosen(X509Certificate brought) {
      if (brought != null) {
        return brought::equals;
      }
      if (serial != null) {
        BigInteger number = number(serial);
        return each -> each.getSerialNumber().equals(number);
      }
      return Role.named(role)
              .orElseThrow(
                  () -> new IllegalArgumentException("--role is signing, encryption or tls"))
          ::isOf;
    }

    private static BigInteger number(String hex) {
      try {
        return new BigInteger(hex.replace(":", ""), 16);
      } catch (NumberFormatException none) {
        throw new IllegalArgumentException("--serial is a number in hex");
      }
    }
  }

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Which which;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description =
          "unspecified, key-compromise, ca-compromise, affiliation-changed, superseded,"
              + " cessation-of-operation or privilege-withdrawn")
  private String reason;

  @Option(
      names = "--invalid-from",
      paramLabel = "INSTANT",
      description = "since when the key is suspected, for example 2026-11-28T22:00:00+08:00")
  private OffsetDateTime invalidFrom;

  @Option(
      names = "--authority",
      required = true,
      paramLabel = "DIR",
      description = "the authority's folder")
  private Path authority;

  @Parameters(
      paramLabel = "NODE",
      description = "the member's id, or the name that a certificate of the authority itself has")
  private String node;

  @Override
  public Integer call() throws Exception {
    RevocationReason why =
        RevocationReason.named(reason)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--reason is one of " + Arrays.toString(RevocationReason.values())));
    Instant suspected = invalidFrom == null ? null : invalidFrom.toInstant();
    AuthorityFolder book = new AuthorityFolder(authority.toAbsolutePath());
    X509Certificate brought = which.brought();
    Path made =
        book.revoke(node, which.chosen(brought), brought, why, suspected, Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Revoked; effective where the directory is taken.");
    PassedOn.tell(book, made, out);
    out.flush();
    return 0;
  }
}
