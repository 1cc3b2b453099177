package hutong.gateway.cli;

import hutong.certs.NodeKeys;
import hutong.gateway.node.Canon;
import hutong.gateway.node.Home;
import hutong.gateway.node.MemoryGuard;
import hutong.gateway.node.Node;
import hutong.gateway.settings.SettingsFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hutong run}: one node until it is told to stop. */
@Command(
    name = "run",
    description = "Runs a node. The first start, with --node, makes its keys and prints them once.",
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;
  @Mixin private NewNodeOptions options;

  @Override
  public Integer call() throws Exception {
    long started = System.nanoTime();
    MemoryGuard.stand();
    CompletableFuture<Canon> canon = CompletableFuture.supplyAsync(Canon::load);
    Home folder = home.home();
    PrintWriter out = spec.commandLine().getOut();
    if (!NodeKeys.exist(folder.keys())) {
      if (!options.given()) {
        throw new IOException(
            "There is no node in " + folder.folder() + "; say --node CODE to make one");
      }
      options.newNode().create(folder, folder.authority(), System.getenv(), Clock.systemUTC());
      FirstStart.tell(folder, out);
    }
    Vertx vertx = Vertx.vertx();
    Node node =
        new Node(
            folder,
            new SettingsFile().read(folder.folder(), System.getenv()),
            System.getenv(),
            canon::join,
            vertx,
            Clock.systemUTC());
    out.printf(
        "Node %s is ready after %.1f s: %s%n",
        node.id(), (System.nanoTime() - started) / 1e9, node.url());
    out.flush();
    return untilStopped(node, vertx);
  }

  /** 1 if it stopped because its ledger is damaged. */
  private static int untilStopped(Node node, Vertx vertx) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  told.countDown();
                  awaitQuietly(stopped);
                },
                "stop"));
    var unused = node.damaged().thenRun(told::countDown);
    told.await();
    node.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    stopped.countDown();
    return node.damaged().isDone() ? 1 : 0;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
