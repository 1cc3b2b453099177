package hutong.gateway.demo;

import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.Questions;

/** Where a desk's own records are written and posted. */
record Bench(Desk desk, Line line, Notices notices, Questions questions, Submitter submitter) {

  static Bench of(Desk desk, Line line, Clerk clerk, Submitter submitter) {
    return new Bench(desk, line, new Notices(clerk), new Questions(clerk), submitter);
  }
}
