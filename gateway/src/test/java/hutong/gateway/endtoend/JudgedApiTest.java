package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API and its description, judged by tools that know nothing of the program: Redocly's lint,
 * and requests that fast-check generates from the description, each answer judged by Ajv. Runs and
 * seed: {@code -Dapi.requests=…}, {@code -Dapi.seed=…}.
 */
@Tag("processes")
class JudgedApiTest {

  private static final Path DESCRIPTION =
      Path.of("src/main/resources/hutong/gateway/http/openapi.yaml").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void the_description_is_valid_by_an_outside_judge() throws Exception {
    NpmTool.Run run =
        NpmTool.installed("openapi")
            .run("", List.of("node_modules/.bin/redocly", "lint", DESCRIPTION.toString()));
    assertThat(run.exit()).as(run.printed()).isZero();
  }

  @Test
  void every_answer_to_generated_requests_is_as_described() throws Exception {
    NpmTool tool = NpmTool.installed("openapi");
    Vertx vertx = Vertx.vertx();
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    try (Region jiangsu = regions.get(0).start();
        Region henan = regions.get(1).start()) {
      String key = jiangsu.keyOf("suzhou", "32");
      ApiClient suzhou = jiangsu.client(key);
      ApiClient zhoukou = henan.decider("zhoukou", "4116");
      Posted decided = get(suzhou.submit(arrival("k1"), "application/json", null));
      Optional<Mail> mail = get(zhoukou.mailbox(30, 10, 60));
      assertThat(mail).isPresent();
      Mail.Item item = mail.get().items().get(0);
      get(zhoukou.decide(mail.get().lease(), List.of(Mail.Verdict.accept(item))));
      Posted open = get(suzhou.submit(arrival("k2"), "application/json", null));
      JsonArray samples = new JsonArray();
      for (int i = 0; i < 40; i++) {
        samples.add(
            new JsonObject()
                .put("media", "application/json")
                .put("text", TestRecords.arrival("generated-" + i)));
      }
      JsonObject given =
          new JsonObject()
              .put("system", key)
              .put("operator", jiangsu.node().systems().addOperator("judge", null))
              .put("samples", samples)
              .put(
                  "pools",
                  new JsonObject()
                      .put("uuid", JsonArray.of(decided.id().toString(), open.id().toString()))
                      .put("node", JsonArray.of("320000", "410000"))
                      .put("dialect", JsonArray.of("provincial-xml", "county-csv")));
      NpmTool.Run run =
          tool.run(
              given.encode(),
              List.of(
                  "node",
                  "properties.mjs",
                  DESCRIPTION.toString(),
                  jiangsu.node().url(),
                  System.getProperty("api.requests", "2000"),
                  System.getProperty("api.seed", "20261127")));
      System.out.println(run.printed().strip().replaceAll("(?s)\n.*\n", "\n"));
      assertThat(run.exit()).as(run.printed()).isZero();
    } finally {
      vertx.close();
    }
  }

  private static byte[] arrival(String key) {
    return TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
  }
}
