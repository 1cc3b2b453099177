package hutong.schemas;

import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.ResidentRecord;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what a reply says from the fact that there is one. Two replies that say the same about the
 * same person in the same words have one substance, whatever ids they go under.
 */
public final class ReplySubstance {

  /** What tells one reply from another and says nothing. */
  private static final Set<String> IDS =
      Set.of(
          "/source/system",
          "/source/key",
          "/source/version",
          "/observedAt",
          "/inReplyTo",
          "/caseId",
          "/lastOfCase");

  private final Documents documents;
  private final RecordTypes types;

  public ReplySubstance(Documents documents, RecordTypes types) {
    this.documents = documents;
    this.types = types;
  }

  /** Canonical content without its ids; empty for what is no reply, and for a reply without any. */
  public Optional<byte[]> of(ResidentRecord record) {
    RecordType type = types.of(record);
    if (type.step() != CaseStep.ANSWER || !saysAnything(record)) {
      return Optional.empty();
    }
    Set<String> content = new TreeSet<>(type.fields());
    content.removeAll(IDS);
    return Optional.of(documents.restrict(record, content, Format.XML));
  }

  /** A finding alone, with no word of answer and no day of verification, is a form filled in. */
  private static boolean saysAnything(ResidentRecord record) {
    return !(record instanceof InquiryReply reply)
        || reply.getVerifiedOn() != null
        || reply.getAnswer().stream()
            .anyMatch(item -> item.getText().codePoints().anyMatch(Character::isLetterOrDigit));
  }
}
