package hutong.gateway.bench;

import hutong.certs.ContentKind;
import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Operations;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Home;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What is done to a record of 2 KB between two nodes, each step by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CryptographyBenchmark {

  @Param({"INTL", "SM", "PQ"})
  public String suite;

  private TwoHomes homes;
  private Sealer sealer;
  private Opener opener;
  private Member recipient;
  private final byte[] document = new byte[Loop.CONTENT_BYTES];
  private byte[] signed;
  private byte[] sealed;
  private byte[] receipt;

  @Setup
  public void prepare() throws Exception {
    homes = TwoHomes.make(Region.JIANGXI.node(), Region.JIANGSU.node(), suite);
    Home here = homes.homes().get(0);
    Home there = homes.homes().get(1);
    NodeKeys keys = here.nodeKeys(Map.of());
    Suites suites = Suites.standard();
    Clock clock = Clock.systemUTC();
    Directory directory =
        DirectoryStore.open(here.directory(), keys.root(), suites).current().orElseThrow();
    sealer = new Sealer(keys, () -> directory, suites, clock, new Operations());
    opener = new Opener(there.nodeKeys(Map.of()), () -> directory, suites, clock, new Operations());
    recipient = directory.member(Region.JIANGSU.node()).orElseThrow();
    new Random(0).nextBytes(document);
    signed = sign();
    sealed = seal();
    receipt = sealer.sign(document, ContentKind.RECEIPT);
  }

  @TearDown
  public void clear() throws IOException {
    homes.close();
  }

  @Benchmark
  public byte[] sign() {
    return sealer.sign(document, ContentKind.EXCHANGE, recipient.id()).bytes();
  }

  @Benchmark
  public byte[] seal() {
    return sealer.seal(signed, recipient);
  }

  /** Decrypts and verifies. */
  @Benchmark
  public Opened open() throws Untrusted {
    return opener.open(sealed);
  }

  @Benchmark
  public Opened verify() throws Untrusted {
    return opener.verify(receipt, ContentKind.RECEIPT);
  }
}
