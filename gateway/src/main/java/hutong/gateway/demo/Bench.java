package hutong.gateway.demo;

import hutong.gateway.demo.people.Casework;
import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.Questions;
import hutong.gateway.demo.people.Registry;

/** Where a desk's own records are written and posted. */
record Bench(
    Desk desk,
    Line line,
    Notices notices,
    Questions questions,
    Casework casework,
    Registry registry,
    Submitter submitter) {

  static Bench of(Desk desk, Line line, Clerk clerk, Submitter submitter) {
    return new Bench(
        desk,
        line,
        new Notices(clerk),
        new Questions(clerk),
        new Casework(clerk, Verdicts.BY_HAND),
        new Registry(clerk, Verdicts.BY_HAND),
        submitter);
  }
}
