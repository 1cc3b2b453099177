package hutong.gateway.bench;

import hutong.gateway.node.Canon;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What is read and written of an arrival notice on its way, each step by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DocumentsBenchmark {

  private Canon canon;
  private Documents documents;
  private LocalDate today;
  private byte[] json;
  private ResidentRecord record;
  private byte[] xml;
  private Header header;
  private byte[] exchange;

  @Setup
  public void prepare() throws Exception {
    canon = Canon.load();
    documents = canon.documents();
    today = LocalDate.now(Clock.systemUTC());
    json = new Bodies(canon, Clock.systemUTC()).next();
    record = readJson();
    xml = writeRecord();
    header = header();
    exchange = writeExchange();
  }

  private Header header() {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    Header header = new Header();
    header.setId(UUID.fromString("0190f0f0-0000-7000-8000-000000000000"));
    header.setFrom("360000");
    header.setTo("320000");
    header.setKind(canon.types().of("ArrivalNotice").orElseThrow().kind());
    header.setType("ArrivalNotice");
    header.setSchemaVersion("1.0");
    header.setCreated(now);
    header.setExpires(now.plus(Duration.ofDays(3)));
    header.setLegalBasis("SC-663");
    header.setTargetDivision("320102");
    header.setTargetDate(LocalDate.ofInstant(now, ZoneOffset.UTC));
    header.setSalt("00".repeat(16));
    return header;
  }

  @Benchmark
  public ResidentRecord readJson() throws RefusedInput {
    return documents.readRecord(json, Format.JSON);
  }

  @Benchmark
  public List<Violation> validate() {
    return canon.validation().check(record, today);
  }

  @Benchmark
  public byte[] writeRecord() {
    return documents.writeRecord(record, Format.XML);
  }

  @Benchmark
  public byte[] writeExchange() {
    return documents.writeExchange(header, xml);
  }

  @Benchmark
  public ReceivedExchange readExchange() throws RefusedInput {
    return documents.readExchange(exchange);
  }
}
