package hutong.routes.submit;

import hutong.routes.LargeAttachments;
import hutong.routes.Violations;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.LargeAttachment;
import hutong.schemas.Violation;
import java.util.List;
import java.util.Map;

/**
 * Step "attach": what a record names as put apart has to be here already, of that size. The ledger
 * looks again when it remembers the record; here the poster hears of every one, and in a dry run.
 */
public final class CheckAttachments {

  private final Attachments attachments;

  public CheckAttachments(Attachments attachments) {
    this.attachments = attachments;
  }

  public List<Submission> check(List<Submission> submissions) {
    for (Submission submission : submissions) {
      if (submission.open()) {
        check(submission);
      }
    }
    return submissions;
  }

  private void check(Submission submission) {
    List<LargeAttachment> named = LargeAttachments.of(submission.record);
    if (named.isEmpty()) {
      return;
    }
    Map<String, Integer> put =
        attachments.put(
            submission.system.name(), named.stream().map(LargeAttachment::digest).toList());
    List<Violation> unknown =
        named.stream()
            .filter(one -> !Integer.valueOf(one.size()).equals(put.get(one.digest())))
            .map(one -> Violations.attachmentUnknown(LargeAttachments.pointer(one.number())))
            .toList();
    if (!unknown.isEmpty()) {
      submission.refuse(unknown);
    }
  }
}
