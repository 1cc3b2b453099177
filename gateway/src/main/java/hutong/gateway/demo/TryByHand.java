package hutong.gateway.demo;

import hutong.certs.PrivateFile;
import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.schemas.Format;
import hutong.schemas.hx.ArrivalNotice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Says which addresses to call by hand, with keys, as lines ready for a shell; {@code try.env} has
 * what the README's first steps need, for a shell to read.
 */
final class TryByHand {

  private final Stage stage;
  private final Path folder;
  private final Report report;

  TryByHand(Stage stage, Path folder, Report report) {
    this.stage = stage;
    this.folder = folder;
    this.report = report;
  }

  void tell() throws IOException {
    Line south = stage.network().line(Desk.SOUTH);
    Sent some =
        stage.books().sent().all().stream()
            .filter(sent -> sent.from().equals(Desk.SOUTH))
            .max(Comparator.comparing(Sent::id))
            .orElseThrow();
    report.line("");
    report.line("Try by hand 动手试试 (Ctrl-C ends it 结束)");
    report.line("");
    Path sample = sample();
    environment(south, sample);
    say("post a new arrival as " + Desk.SOUTH + " 提交流入通报");
    report.line(
        curl(south, "/v1/records")
            + " \\\n    -H 'Content-Type: application/json' -H 'Idempotency-Key: by-hand-1' --data-binary @"
            + sample);
    say("what became of a record 查询状态");
    report.line(curl(south, "/v1/records/" + some.id()));
    report.line(curl(south, "/v1/records/" + some.id() + "/timeline"));
    say("what its signed receipt says 签名回执");
    report.line(
        curl(south, "/v1/records/" + some.id() + "/receipt") + " -H 'Accept: application/json'");
    for (Region region : Region.values()) {
      say("how " + region.en() + " stands, as its operator " + region.zh() + "运行状况");
      report.line(curl(stage.network().operator(region), "/v1/status"));
    }
    say("what Jiangsu keeps in quarantine, and its alarms 隔离与告警");
    report.line(curl(stage.network().operator(Region.JIANGSU), "/v1/quarantine"));
    report.line(curl(stage.network().operator(Region.JIANGSU), "/v1/alarms"));
    say("the whole API 接口说明");
    report.line(curl() + south.url() + "/v1/openapi.yaml");
  }

  private void say(String what) {
    report.line("# " + what);
  }

  private String curl() {
    Path root = stage.network().root();
    boolean tls = stage.network().line(Desk.SOUTH).url().startsWith("https:");
    return tls ? "curl -s --cacert " + root + " " : "curl -s ";
  }

  private String curl(Line line, String path) {
    return curl() + "'" + line.url() + path + "' -H 'Authorization: Bearer " + line.key() + "'";
  }

  private void environment(Line south, Path sample) throws IOException {
    Path file = folder.resolve("try.env");
    String lines =
        """
        export HUTONG_URL='%s'
        export HUTONG_KEY='%s'
        export HUTONG_SAMPLE='%s'
        export HUTONG_ROOT='%s'
        """
            .formatted(south.url(), south.key(), sample, stage.network().root());
    PrivateFile.write(file, lines.getBytes(StandardCharsets.UTF_8));
    say("or, step by step as the README has it 或按说明书逐步操作: . " + file);
  }

  /** A record that was not posted yet. */
  private Path sample() throws IOException {
    Person person = stage.people().registeredIn(Region.JIANGXI);
    Home home = stage.homeNear(Desk.SOUTH);
    ArrivalNotice notice = stage.benchOf(Desk.SOUTH).notices().arrival(person, home, "HAND");
    Path file = folder.resolve("arrival.json");
    Files.write(file, stage.network().canon().documents().writeRecord(notice, Format.JSON));
    return file;
  }
}
