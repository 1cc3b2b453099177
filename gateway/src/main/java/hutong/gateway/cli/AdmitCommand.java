package hutong.gateway.cli;

import hutong.certs.Admission;
import hutong.certs.Application;
import hutong.certs.Fingerprints;
import hutong.certs.PrivateFile;
import hutong.certs.Suites;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.node.NewNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong certs admit}: the authority makes an applicant a member. */
@Command(
    name = "admit",
    description =
        "Checks an application, issues its certificates, signs a directory with the applicant in,"
            + " and writes the one file that it needs.",
    mixinStandardHelpOptions = true)
final class AdmitCommand implements Callable<Integer> {

  private static final int MOST_BYTES = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(paramLabel = "FILE", description = "the application")
  private Path file;

  @Option(
      names = "--node",
      required = true,
      paramLabel = "CODE",
      description = "the code that the applicant is to have")
  private String node;

  @Option(
      names = "--divisions",
      split = ",",
      paramLabel = "PREFIX",
      description =
          "what it is to cover: it gets everybody's records for them (default: what its code stands"
              + " for)")
  private List<String> divisions;

  @Option(
      names = "--fingerprint",
      required = true,
      paramLabel = "FINGERPRINT",
      description = "of the application, as the applicant's own people say it")
  private String fingerprint;

  @Option(
      names = "--authority",
      paramLabel = "DIR",
      description = "the authority's folder (default: in the node's home)")
  private Path authority;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the answer (default: the application's name with .answer.json)")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("This file is too large for an application");
    }
    Clock clock = Clock.systemUTC();
    Application application = Application.read(Files.readAllBytes(file), clock, Suites.standard());
    if (!Fingerprints.same(application.fingerprint(), fingerprint)) {
      throw new IOException(
          "This application has another fingerprint: it was changed on its way, or is another's");
    }
    Path folder = authority == null ? home.home().authority() : authority.toAbsolutePath();
    AuthorityFolder book = new AuthorityFolder(folder);
    Admission admission =
        book.admit(
            application, node, divisions == null ? NewNode.coveredBy(node) : divisions, clock);
    Path answer = out == null ? Path.of(file + ".answer.json") : out;
    PrivateFile.write(answer.toAbsolutePath(), admission.write());
    PrintWriter say = spec.commandLine().getOut();
    say.println(application.content().id() + " is a member now. Send it this file: " + answer);
    say.println("Tell its people, over another way, the root's fingerprint:");
    say.println("  " + admission.rootFingerprint());
    say.println("They type: hutong certs join --answer FILE --root FINGERPRINT");
    PassedOn.tell(book, book.newest(), say);
    say.flush();
    return 0;
  }
}
