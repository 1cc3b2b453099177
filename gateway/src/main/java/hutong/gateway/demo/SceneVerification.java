package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import java.util.Optional;
import java.util.UUID;

/** A certificate shown in Jiangsu is verified by the office in Jiangxi that issued it. */
final class SceneVerification implements Scene {

  @Override
  public String zh() {
    return "证件核验,签发地答复";
  }

  @Override
  public String en() {
    return "certificate verified: the reply reaches the desk that asked";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.JIANGXI);
    Home home = stage.homeNear(Desk.SOUTH);
    Bench from = stage.benchOf(Desk.SOUTH);
    Desk issuer = stage.responsible(person.registered());
    UUID asked =
        from.submitter()
            .post(Letter.to(issuer, from.questions().verification(person, home, Verdicts.SCENE)))
            .id();
    return stage.comesTo("ACCEPTED", from.line(), asked)
        && stage.soon(
            () ->
                answer(stage, asked)
                    .filter(id -> stage.books().received().settled(Desk.SOUTH, id))
                    .isPresent());
  }

  /** The answer that the asking desk's node knows, if the answering desk wrote that one. */
  private static Optional<UUID> answer(Stage stage, UUID asked) {
    return stage
        .network()
        .line(Desk.SOUTH)
        .find(asked)
        .map(view -> view.getString("answeredBy"))
        .map(UUID::fromString)
        .filter(
            id -> stage.books().sent().of(id).filter(it -> asked.equals(it.answers())).isPresent());
  }
}
