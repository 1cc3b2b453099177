package hutong.routes.submit;

import hutong.schemas.Documents;
import hutong.schemas.RefusedInput;
import java.util.List;

/** Step "translate": from what was posted to the canonical record. */
public final class ReadRecords {

  private final Documents documents;

  public ReadRecords(Documents documents) {
    this.documents = documents;
  }

  public List<Submission> read(List<Submission> submissions) {
    for (Submission submission : submissions) {
      try {
        Posting.Read read = submission.posting.read(documents);
        submission.record = read.record();
        submission.translated = read.translated();
      } catch (RefusedInput refused) {
        submission.refuse(refused.violations());
      } catch (RuntimeException | StackOverflowError fault) {
        // One poster's document is no reason to fail those beside it.
        submission.fail(fault);
      }
    }
    return submissions;
  }
}
