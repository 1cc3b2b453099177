package hutong.gateway.history;

import hutong.certs.PayloadVault;
import hutong.gateway.ledger.SqlLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a record costs in the ledger from its first state to its last, in groups, synced. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class LedgerBenchmark {

  private static final int GROUP = 256;

  private Path folder;
  private SqlLedger ledger;
  private Exchanged exchanged;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("hutong-bench-");
    ledger =
        SqlLedger.open(
            folder.resolve("ledger.db"), new PayloadVault(new byte[32]), Clock.systemUTC());
    exchanged = new Exchanged(ledger, "360000", "320000", Clock.systemUTC());
  }

  @TearDown
  public void clear() throws IOException {
    ledger.close();
    try (var files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.delete(each);
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void sent() {
    exchanged.send(GROUP);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void received() {
    exchanged.receive(GROUP);
  }
}
