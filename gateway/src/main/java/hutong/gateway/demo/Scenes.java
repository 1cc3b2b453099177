package hutong.gateway.demo;

import java.util.List;

/** Everything that the demo shows besides everyday traffic, in order. */
final class Scenes {

  private Scenes() {}

  static List<Scene> all() {
    return List.of(
        new SceneMovesOn(),
        new SceneVerification(),
        new SceneClarified(),
        new SceneWithdrawn(),
        new SceneForwarded(),
        new SceneCustody(),
        new SceneRegistry(),
        new SceneAbolishedCode(),
        new SceneSplitCounty(),
        new SceneEachItsOwn(),
        new SceneSentTwice(),
        new SceneWrongCheckDigit(),
        new SceneFieldNotAllowed(),
        new SceneTampered(),
        new SceneOutsideDivisions(),
        new SceneSameEnvelopeTwice());
  }
}
