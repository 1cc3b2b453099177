package hutong.gateway.bench;

import io.vertx.core.json.JsonObject;

/**
 * One figure of a scenario.
 *
 * @param measure what was measured, with its unit
 * @param floor the same of the cryptographic operations alone, counted in this run, at the fastest
 *     provider's price; null where that says nothing
 */
record Finding(String measure, Goal goal, Spread measured, Double floor) {

  Finding(String measure, Goal goal, Spread measured) {
    this(measure, goal, measured, null);
  }

  /** How many times the floor; null without one. */
  Double ratio() {
    return floor == null || floor == 0 ? null : Figure.rounded(measured.median() / floor);
  }

  Boolean met() {
    return goal.met(measured.median(), floor);
  }

  JsonObject json() {
    return new JsonObject()
        .put("measure", measure)
        .put("goal", goal.toString())
        .put("median", Figure.rounded(measured.median()))
        .put("least", Figure.rounded(measured.least()))
        .put("most", Figure.rounded(measured.most()))
        .put("floor", floor == null ? null : Figure.rounded(floor))
        .put("ratio", ratio())
        .put("met", met());
  }
}
