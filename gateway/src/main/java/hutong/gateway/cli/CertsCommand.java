package hutong.gateway.cli;

import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.Outage;
import hutong.certs.Secret;
import hutong.certs.Suites;
import hutong.gateway.node.AuthorityFolder;
import hutong.gateway.node.Home;
import hutong.gateway.node.KeyRenewal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong certs}: keys, certificates and the directory of members. */
@Command(
    name = "certs",
    description = "Makes keys and certificates, and passes the directory on.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CertsCommand.Init.class,
      CertsCommand.TakeDirectory.class,
      CertsCommand.PlanOutage.class,
      TimeKeyCommand.class,
      StandInCommand.class,
      ProxyCommand.class,
      JoinCommand.class,
      AdmitCommand.class,
      CertsCommand.Renew.class,
      RotateCommand.class,
      MembersCommand.class,
      OutsideCommands.Request.class,
      OutsideCommands.Import.class,
      OutsideCommands.Accept.class,
      OutsideCommands.Enlist.class,
      RevokeCommand.class
    })
public final class CertsCommand {

  /** {@code hutong certs init}. */
  @Command(
      name = "init",
      description = "Makes a node's home with keys from the built-in authority.",
      mixinStandardHelpOptions = true)
  static final class Init implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;
    @Mixin private NewNodeOptions options;

    @Option(
        names = "--authority",
        paramLabel = "DIR",
        description = "the authority's folder (default: made in the node's home)")
    private Path authority;

    @Override
    public Integer call() throws Exception {
      Home folder = home.home();
      Path issuing = authority == null ? folder.authority() : authority.toAbsolutePath();
      options.newNode().create(folder, issuing, System.getenv(), Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      FirstStart.tell(folder, out);
      AuthorityFolder book = new AuthorityFolder(issuing);
      PassedOn.tell(book, book.newest(), out);
      out.flush();
      return 0;
    }
  }

  /** {@code hutong certs renew}. */
  @Command(
      name = "renew",
      description = "Makes new keys beside the present ones, and a directory that lists both.",
      mixinStandardHelpOptions = true)
  static final class Renew implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Option(
        names = "--authority",
        paramLabel = "DIR",
        description = "the authority's folder (default: in the node's home)")
    private Path authority;

    @Override
    public Integer call() throws Exception {
      Home folder = home.home();
      Path issuing = authority == null ? folder.authority() : authority.toAbsolutePath();
      long version =
          new KeyRenewal(folder, System.getenv(), Clock.systemUTC()).renew(issuing).version();
      PrintWriter out = spec.commandLine().getOut();
      out.println("Directory version " + version + " lists the new keys beside the present ones.");
      out.println("When the other members have it: hutong certs rotate");
      AuthorityFolder book = new AuthorityFolder(issuing);
      PassedOn.tell(book, book.newest(), out);
      out.flush();
      return 0;
    }
  }

  /** {@code hutong certs directory}. */
  @Command(
      name = "directory",
      description = "Takes a newer signed directory; a running node sees it within seconds.",
      mixinStandardHelpOptions = true)
  static final class TakeDirectory implements Callable<Integer> {

    private static final int MOST_BYTES = 16 << 20;

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "FILE", description = "the signed directory")
    private Path file;

    @Override
    public Integer call() throws Exception {
      Home folder = home.home();
      Secret secret = folder.secret(System.getenv());
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("This file is too large for a directory");
      }
      DirectoryStore store =
          DirectoryStore.open(
              folder.directory(),
              NodeKeys.root(folder.keys(), secret.characters()),
              Suites.standard());
      boolean taken = store.accept(Files.readAllBytes(file), Clock.systemUTC());
      long version = store.current().orElseThrow().version();
      spec.commandLine()
          .getOut()
          .println("Directory version " + version + (taken ? " is taken." : " was here already."));
      return 0;
    }
  }

  /** {@code hutong certs outage}. */
  @Command(
      name = "outage",
      description = "Announces in a new directory when a member is not to be tried.",
      mixinStandardHelpOptions = true)
  static final class PlanOutage implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--authority",
        required = true,
        paramLabel = "DIR",
        description = "the authority's folder")
    private Path authority;

    @Option(
        names = "--from",
        required = true,
        paramLabel = "INSTANT",
        description = "first instant, for example 2026-11-28T22:00:00+08:00")
    private OffsetDateTime from;

    @Option(
        names = "--until",
        required = true,
        paramLabel = "INSTANT",
        description = "first instant after it")
    private OffsetDateTime until;

    @Parameters(paramLabel = "NODE", description = "the member's id")
    private String node;

    @Override
    public Integer call() throws Exception {
      Outage outage = new Outage(from.toInstant(), until.toInstant());
      Path made =
          new AuthorityFolder(authority.toAbsolutePath()).announce(node, outage, Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      out.println("Signed.");
      PassedOn.tell(new AuthorityFolder(authority.toAbsolutePath()), made, out);
      out.flush();
      return 0;
    }
  }
}
