package hutong.gateway.evidence;

import hutong.routes.Deadlines;
import hutong.schemas.Documents;
import hutong.schemas.DueDates;
import hutong.schemas.NationalCalendar;
import hutong.schemas.RecordTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Verifies a container with nothing but the roots that its reader trusts: no node, no network, and
 * as of the times at which things were signed, whatever has expired since.
 */
public final class JudgeEvidence {

  private final Documents documents;
  private final RecordTypes types;
  private final Deadlines deadlines;
  private final Clock clock;

  private JudgeEvidence(Documents documents, RecordTypes types, Deadlines deadlines, Clock clock) {
    this.documents = documents;
    this.types = types;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /** By the types and calendars that this program has, as of now. */
  public static JudgeEvidence standard(Clock clock) {
    return new JudgeEvidence(
        new Documents(),
        RecordTypes.load(),
        new Deadlines(new DueDates(), NationalCalendar.load()),
        clock);
  }

  /** Never fails for what the file holds: that is a finding. */
  public Judgement judge(Path file, ReaderRoots roots) throws IOException {
    try (Course course = new Course(documents, types, deadlines, clock, roots)) {
      course.run(Check.CONTAINER, () -> course.open(file));
      course.run(Check.MANIFEST, course::manifest);
      course.run(Check.SIGNATURE, course::signature);
      course.run(Check.TIME_STAMP, course::timeStamp);
      course.run(Check.STATEMENT, course::statement);
      course.run(Check.DIRECTORY, course::directory);
      course.run(Check.EXPORTER, course::exporter);
      course.run(Check.CHECKPOINT_STAMP, course::checkpointStamp);
      course.run(Check.CHECKPOINT, course::checkpoint);
      course.run(Check.INCLUSION, course::inclusion);
      course.run(Check.DOCUMENT, course::document);
      course.run(Check.ATTACHMENTS, course::attachments);
      course.run(Check.RECEIPTS, course::receipts);
      course.run(Check.DUE_DATE, course::dueDate);
      course.run(Check.LEDGER, course::ledger);
      course.run(Check.FILES, course::files);
      return course.judgement();
    }
  }
}
