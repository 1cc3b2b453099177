package hutong.gateway.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param fault why it has no findings; null if it ran
 */
record Outcome(Scenario scenario, double seconds, List<Finding> findings, Throwable fault) {

  /** Runs it; a fault of it is an outcome. */
  static Outcome of(Scenario scenario, Run run) throws InterruptedException {
    long began = System.nanoTime();
    List<Finding> findings = List.of();
    Throwable fault = null;
    try {
      findings = scenario.run(run);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | Error failed) {
      fault = failed;
    }
    return new Outcome(scenario, (System.nanoTime() - began) / 1e9, findings, fault);
  }

  JsonObject json() {
    JsonArray all = new JsonArray();
    findings.forEach(each -> all.add(each.json()));
    return new JsonObject()
        .put("id", scenario.id())
        .put("about", scenario.about())
        .put("seconds", Figure.rounded(seconds))
        .put("findings", all)
        .put("fault", fault == null ? null : fault.toString());
  }
}
