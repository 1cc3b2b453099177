package hutong.gateway.demo.people;

import hutong.schemas.hx.CertificateVerificationReply;
import hutong.schemas.hx.CertificateVerificationRequest;
import hutong.schemas.hx.Finding;
import hutong.schemas.hx.Inquiry;
import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Subject;
import hutong.schemas.hx.VerificationAnswer;
import java.util.Optional;
import java.util.UUID;

/** Writes the answers to what others asked. */
public final class Replies {

  private static final String KIND = "RE";

  private final Clerk clerk;

  public Replies(Clerk clerk) {
    this.clerk = clerk;
  }

  /** The answer, if the record asks something. */
  public Optional<ResidentRecord> to(UUID id, ResidentRecord asked) {
    if (asked instanceof CertificateVerificationRequest request) {
      return Optional.of(verified(id, request));
    }
    return asked instanceof Inquiry inquiry ? Optional.of(found(id, inquiry)) : Optional.empty();
  }

  private CertificateVerificationReply verified(UUID id, CertificateVerificationRequest request) {
    CertificateVerificationReply reply =
        begin(new CertificateVerificationReply(), id, request, request.getIssuer().getDivision());
    reply.setIssuer(request.getIssuer());
    reply.setCertificate(request.getCertificate());
    reply.setAnswer(clerk.any(VerificationAnswer.VALID, VerificationAnswer.VALID, VerificationAnswer.EXPIRED));
    reply.setNote("经核对登记档案,答复如上。");
    return reply;
  }

  private InquiryReply found(UUID id, Inquiry inquiry) {
    InquiryReply reply =
        begin(new InquiryReply(), id, inquiry, inquiry.getOrigin().getDivision());
    reply.setFinding(clerk.any(Finding.CONFIRMED, Finding.PARTLY_CONFIRMED));
    reply.setVerifiedOn(clerk.today());
    inquiry
        .getQuestion()
        .forEach(
            question ->
                reply
                    .getAnswer()
                    .add(Questions.item(question.getNumber(), "经核查登记档案,与所述一致,无变更记录。")));
    return reply;
  }

  private <T extends ResidentRecord> T begin(
      T reply, UUID id, ResidentRecord asked, String office) {
    Subject subject = asked.getSubject();
    Person person =
        new Person(subject.getName(), null, subject.getDocumentNumber(), null, null, null, null);
    clerk.begin(reply, KIND, person, office, asked.getLegalBasis(), clerk.today());
    reply.setOrigin(asked.getOrigin());
    reply.setCurrent(asked.getCurrent());
    reply.setInReplyTo(id);
    return reply;
  }
}
