package hutong.gateway.cli;

import hutong.certs.Revocation;
import hutong.certs.RevocationReason;
import hutong.certs.Role;
import hutong.certs.Service;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.node.RevokeCertificates;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    description = "Revokes certificates in a new directory and, the authority's own, in crl.pem.",
    mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {

  /** Which certificates. */
  static final class Which {

    @Option(
        names = "--serial",
        paramLabel = "HEX",
        required = true,
        description = "the one of this serial number; the node may be left out")
    private String serial;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        description =
            "all of this role: signing, encryption, tls or time (stamps) of a node; broker or"
                + " directory of nobody")
    private String role;

    @Option(
        names = "--certificate",
        paramLabel = "FILE",
        required = true,
        description =
            "those in this file, PEM or DER: also an accepted authority's, such as for TLS, that"
                + " no directory lists")
    private Path file;
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

  @Parameters(paramLabel = "NODE", arity = "0..1", description = "the member's id")
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
    RevokeCertificates.Done done = revoke(new RevokeCertificates(book), why, suspected);
    PrintWriter out = spec.commandLine().getOut();
    done.fresh().forEach(each -> out.println("Revoked " + told(each)));
    done.graver().forEach(each -> out.println("Was revoked, and is now " + told(each)));
    done.unchanged().forEach(each -> out.println("Unchanged, was revoked " + told(each)));
    if (done.changed()) {
      out.println("Effective where the directory is taken.");
      PassedOn.tell(book, done.directory(), out);
    }
    out.flush();
    return 0;
  }

  private RevokeCertificates.Done revoke(
      RevokeCertificates revoking, RevocationReason why, Instant suspected) throws Exception {
    Clock clock = Clock.systemUTC();
    if (which.file != null) {
      if (node != null) {
        throw new IllegalArgumentException("with --certificate, no node is named");
      }
      return revoking.shown(OutsideCommands.read(List.of(which.file)), why, suspected, clock);
    }
    if (which.serial != null) {
      BigInteger number = number(which.serial);
      return revoking.choose(
          node, each -> each.getSerialNumber().equals(number), true, why, suspected, clock);
    }
    return revoking.choose(node, ofRole(), false, why, suspected, clock);
  }

  private Predicate<X509Certificate> ofRole() {
    Optional<Service> service = Service.named(which.role);
    boolean ofNobody = service.filter(each -> each != Service.TIME).isPresent();
    if (ofNobody != (node == null)) {
      throw new IllegalArgumentException(
          ofNobody
              ? "no node has --role " + which.role
              : "--role " + which.role + " of which node?");
    }
    return service
        .<Predicate<X509Certificate>>map(each -> each::isOf)
        .or(() -> Role.named(which.role).map(each -> each::isOf))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--role is signing, encryption, tls, time, broker or directory"));
  }

  private static String told(Revocation one) {
    return one.serial() + ": " + one.reason() + ", invalid from " + one.invalidFrom();
  }

  private static BigInteger number(String hex) {
    try {
      return new BigInteger(hex.replace(":", ""), 16);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException("--serial is a number in hex");
    }
  }
}
