package hutong.gateway.simulate;

import hutong.certs.NodeKeys;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong simulate}: others, as they are not supposed to be. */
@Command(
    name = "simulate",
    description = "Plays somebody who misbehaves, to try a system against.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "peer",
      description = {
        "Runs the node in --home, a member with keys of its own, and misbehaves: sends late, twice,"
            + " changed, cut off or nothing at all; has a wrong clock; decides late, against you, or"
            + " never. Runs until it is stopped.",
        "Each misdeed is a line, with the queue or the record's id; the last line has the counts.",
        "--script names a YAML list of acts, which follow each other: the options' names without"
            + " hyphens, lasting (PT1M) and messages (100) say when the next begins."
      },
      mixinStandardHelpOptions = true)
  int peer(
      @Option(
              names = "--home",
              paramLabel = "DIR",
              required = true,
              description = "the peer's folder; never one of a node in real use")
          Path home,
      @Option(names = "--script", paramLabel = "FILE", description = "acts, instead of options")
          Path script,
      @Mixin ActOptions options,
      @Option(names = "--seed", defaultValue = "2026", description = "default: ${DEFAULT-VALUE}")
          long seed,
      @Option(names = "--for", paramLabel = "TIME", description = "ends by itself (ISO 8601)")
          Duration lasting)
      throws Exception {
    Home folder = new Home(home.toAbsolutePath().normalize());
    if (!NodeKeys.exist(folder.keys())) {
      throw new IOException(
          "There is no node in "
              + home
              + "; make one: hutong certs init --home DIR --node CODE --authority AUTHORITY-DIR");
    }
    Clock right = Clock.systemUTC();
    Script acts =
        script == null
            ? new Script(List.of(options.act(spec.commandLine())), right)
            : Script.read(script, right);
    return play(folder, acts, seed, lasting);
  }

  private int play(Home home, Script script, long seed, Duration lasting) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Deeds deeds =
        new Deeds(
            Clock.systemUTC(),
            line -> {
              out.println(line);
              out.flush();
            });
    Vertx vertx = Vertx.vertx();
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(told, stopped), "stop");
    try (Peer peer =
        new Peer(
            home, System.getenv(), Canon::load, script, deeds, seed, vertx, Clock.systemUTC())) {
      Runtime.getRuntime().addShutdownHook(stop);
      out.printf("The peer is at %s; to post in its name: HUTONG_KEY=%s%n", peer.url(), peer.key());
      out.flush();
      if (lasting == null) {
        told.await();
      } else {
        var unused = told.await(lasting.toMillis(), TimeUnit.MILLISECONDS);
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      out.println(deeds.sum());
      out.flush();
      stopped.countDown();
    }
    return 0;
  }

  private static void stop(CountDownLatch told, CountDownLatch stopped) {
    told.countDown();
    try {
      stopped.await();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
