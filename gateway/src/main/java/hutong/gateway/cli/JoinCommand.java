package hutong.gateway.cli;

import hutong.certs.Admission;
import hutong.certs.Applicant;
import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.Fingerprints;
import hutong.certs.NodeKeys;
import hutong.certs.PrivateFile;
import hutong.certs.Suites;
import hutong.gateway.node.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong certs join}: a region applies to an authority on another machine. */
@Command(
    name = "join",
    description = {
      "Makes a node's home with keys of its own and an application for the authority elsewhere.",
      "With --answer it takes the authority's answer, and the node can run. No key leaves it."
    },
    mixinStandardHelpOptions = true)
final class JoinCommand implements Callable<Integer> {

  private static final int MOST_BYTES = 32 << 20;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private NewNodeOptions options;

  @Option(names = "--out", paramLabel = "FILE", description = "the application to be sent")
  private Path out;

  @Option(names = "--answer", paramLabel = "FILE", description = "the authority's answer")
  private Path answer;

  @Option(
      names = "--root",
      paramLabel = "FINGERPRINT",
      description = "with --answer: of the authority's root, as its own people say it")
  private String root;

  @Override
  public Integer call() throws Exception {
    if (answer != null) {
      take();
    } else {
      apply();
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void apply() throws IOException {
    Home folder = home.home();
    Path file = out == null ? folder.folder().resolve("application.cms") : out.toAbsolutePath();
    byte[] application = options.newNode().apply(folder, System.getenv(), Clock.systemUTC());
    PrivateFile.write(file, application);
    PrintWriter say = spec.commandLine().getOut();
    say.println("Send this file to the authority: " + file);
    say.println("Tell its people, over another way, this fingerprint:");
    say.println("  " + Fingerprints.of(application));
    say.println(
        "They type: hutong certs admit FILE --authority DIR --node CODE --fingerprint FINGERPRINT");
    say.println("Then, with their file and the fingerprint that they tell you:");
    say.println("  hutong certs join --answer FILE --root FINGERPRINT --home " + folder.folder());
  }

  private void take() throws Exception {
    if (root == null) {
      throw new IllegalArgumentException("--answer needs --root, the fingerprint of the root");
    }
    if (Files.size(answer) > MOST_BYTES) {
      throw new IOException("This file is too large for an answer");
    }
    Home folder = home.home();
    char[] secret = folder.secret(System.getenv()).characters();
    Admission admission = Admission.read(Files.readAllBytes(answer));
    Directory directory =
        Applicant.open(folder.keys(), secret)
            .join(admission, root, folder.keys(), secret, Clock.systemUTC());
    NodeKeys keys = NodeKeys.load(folder.keys(), secret);
    DirectoryStore.open(folder.directory(), keys.root(), Suites.standard())
        .accept(directory.signed(), Clock.systemUTC());
    PrintWriter say = spec.commandLine().getOut();
    say.println("A member by directory version " + directory.version() + ".");
    FirstStart.tell(folder, say);
  }
}
