package hutong.routes.legs;

import hutong.routes.Addressing;
import hutong.routes.CountRecords;
import hutong.routes.Deadlines;
import hutong.routes.Indexes;
import hutong.routes.NodeParts;
import hutong.routes.OwnDueDates;
import hutong.routes.Quarantine;
import hutong.routes.Versions;
import hutong.routes.checkpoint.BindHeads;
import hutong.routes.checkpoint.StampCheckpoints;
import hutong.routes.confirm.MatchReceipts;
import hutong.routes.confirm.OpenReceipts;
import hutong.routes.confirm.RememberReceipts;
import hutong.routes.control.AnswerControls;
import hutong.routes.control.AskPartners;
import hutong.routes.control.OpenControls;
import hutong.routes.control.PassDirectory;
import hutong.routes.control.ReofferRecords;
import hutong.routes.control.ResealUnread;
import hutong.routes.control.TellRestored;
import hutong.routes.deliver.ChooseSystems;
import hutong.routes.deliver.OfferRecords;
import hutong.routes.deliver.ReceivedSource;
import hutong.routes.dispatch.DueDestinations;
import hutong.routes.dispatch.MarkSent;
import hutong.routes.dispatch.OutboxSource;
import hutong.routes.dispatch.SealEnvelopes;
import hutong.routes.dispatch.SignRecords;
import hutong.routes.dispatch.Turns;
import hutong.routes.dispatch.WriteExchange;
import hutong.routes.ledger.Attachments;
import hutong.routes.receive.CompareAttachments;
import hutong.routes.receive.CompleteSource;
import hutong.routes.receive.ExamineArrivals;
import hutong.routes.receive.HoldArrivals;
import hutong.routes.receive.Offices;
import hutong.routes.receive.OpenEnvelopes;
import hutong.routes.receive.ReadArrivals;
import hutong.routes.receive.RegainRecords;
import hutong.routes.receive.ReleaseEnvelope;
import hutong.routes.receive.ReleaseEnvelope.Confirm;
import hutong.routes.receive.ReleaseEnvelope.Receive;
import hutong.routes.receive.RememberArrivals;
import hutong.routes.receive.ReopenHeld;
import hutong.routes.receive.StagePieces;
import hutong.routes.receive.TellUnreadable;
import hutong.routes.reconcile.CompareBooks;
import hutong.routes.reconcile.FindDifferences;
import hutong.routes.reconcile.HearBooks;
import hutong.routes.reconcile.OpenQuestions;
import hutong.routes.reconcile.SendSummaries;
import hutong.routes.submit.AddressRecords;
import hutong.routes.submit.BoundBacklog;
import hutong.routes.submit.CheckAttachments;
import hutong.routes.submit.DraftTransfer;
import hutong.routes.submit.ReadRecords;
import hutong.routes.submit.RememberRecords;
import hutong.routes.submit.ValidateRecords;
import hutong.routes.sweep.SweepLedger;
import hutong.schemas.DueDates;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** Puts the legs of one node together and into a Camel context. */
public final class Legs {

  /** So many checkpoints may be without a time stamp before that is alarmed. */
  private static final int LATE_STAMPS = 5;

  private final NodeParts parts;
  private final BatchComponent batches = new BatchComponent();
  private final Turns turns =
      new Turns(System::nanoTime, Runtime.getRuntime().availableProcessors());
  private final Addressing addressing;
  private final Indexes indexes;
  private final CountRecords count;
  private final Deadlines deadlines;
  private final OpenQuestions questions;
  private final OwnDueDates dueDates;

  public Legs(NodeParts parts) {
    this.parts = parts;
    this.questions = new OpenQuestions(parts.clock());
    this.addressing = new Addressing(parts.divisions());
    this.indexes = new Indexes(parts.index());
    this.count = new CountRecords(parts.documents(), parts.types(), indexes);
    this.deadlines = new Deadlines(new DueDates(), parts.calendar());
    this.dueDates = new OwnDueDates(parts.types(), deadlines);
  }

  /** Adds every leg; before the context is started. */
  public void addTo(CamelContext camel) throws Exception {
    camel.addComponent("batch", batches);
    JmsBatchComponent brokers = new JmsBatchComponent(parts.brokers());
    camel.addComponent("jms-batch", brokers);
    camel.addComponent(
        "outbox",
        new OutboxComponent(
            new OutboxSource(parts.ledger(), parts.directory(), parts.clock()), turns));
    parts.bells().tell(turns::rung);
    camel.addRoutes(submit());
    camel.addRoutes(receive());
    camel.addRoutes(attach());
    camel.addRoutes(deliver());
    camel.addRoutes(confirm());
    camel.addRoutes(control());
    camel.addRoutes(checkpoint());
    camel.addRoutes(reconcile());
    camel.addRoutes(
        new SweepLeg(
            new SweepLedger(
                parts.ledger(),
                parts.types(),
                parts.contents(),
                parts.urging(),
                parts.bells(),
                parts.clock())));
    camel.addRoutes(dispatch(brokers.lines()));
  }

  private RouteBuilder submit() {
    batches.add(SubmitLeg.SOURCE, parts.submissions());
    DraftTransfer draft =
        new DraftTransfer(
            parts.node(), parts.documents(), indexes, count, parts.validity(), parts.clock());
    return new SubmitLeg(
        new ReadRecords(parts.documents()),
        new ValidateRecords(parts.validation(), parts.clock()),
        new CheckAttachments(parts.ledger().attachments()),
        new AddressRecords(
            parts.node(),
            addressing,
            parts.directory(),
            parts.types(),
            parts.ledger(),
            draft,
            new Versions(parts.types(), parts.clock()),
            parts.clock()),
        new BoundBacklog(parts.ledger(), parts.backlog(), parts.systems(), parts.clock()),
        new RememberRecords(parts.ledger(), parts.bells(), parts.tracing()));
  }

  private RouteBuilder dispatch(Lines lines) {
    batches.add(
        DispatchLeg.DUE,
        new DueDestinations(
            parts.ledger(), parts.directory(), parts.bells().anybody(), parts.clock()));
    return new DispatchLeg(
        turns,
        new SignRecords(
            new WriteExchange(parts.documents(), parts.types()),
            parts.sealer(),
            parts.ledger(),
            parts.clock()),
        new SealEnvelopes(
            parts.node(),
            parts.sealer(),
            parts.directory(),
            parts.ledger(),
            parts.tracing(),
            parts.clock()),
        new MarkSent(parts.ledger(), parts.tracing(), parts.clock()),
        lines);
  }

  /** Takes envelopes out of quarantine by the steps of these legs. */
  public ReleaseEnvelope releaseEnvelope() {
    return new ReleaseEnvelope(
        parts.node(),
        parts.opener(),
        new Quarantine(parts.clock()),
        parts.ledger(),
        received(),
        confirmed());
  }

  private RouteBuilder receive() {
    Receive steps = received();
    return new ReceiveLeg(
        parts.node(), steps.open(), steps.regain(), steps.read(), steps.hold(), steps.remember());
  }

  private Receive received() {
    Quarantine quarantine = new Quarantine(parts.clock());
    return new Receive(
        new OpenEnvelopes(
            parts.opener(),
            quarantine,
            new TellUnreadable(
                parts.controls(),
                parts.ledger().controls(),
                parts.directory(),
                parts.bells(),
                parts.clock())),
        new RegainRecords(
            parts.node(),
            parts.opener(),
            parts.documents(),
            parts.types(),
            examineArrivals(),
            indexes,
            count,
            dueDates,
            parts.ledger(),
            quarantine,
            parts.clock()),
        readArrivals(),
        new HoldArrivals(parts.ledger().attachments(), parts.bells(), parts.clock()),
        rememberArrivals());
  }

  private RouteBuilder attach() {
    Attachments attachments = parts.ledger().attachments();
    batches.add(AttachLeg.SOURCE, new CompleteSource(attachments, parts.bells()));
    Quarantine quarantine = new Quarantine(parts.clock());
    return new AttachLeg(
        parts.node(),
        attachments,
        new StagePieces(
            parts.node(), parts.opener(), parts.ledger(), quarantine, parts.bells(), parts.clock()),
        new ReopenHeld(parts.node(), parts.opener(), quarantine),
        readArrivals(),
        new CompareAttachments(attachments),
        rememberArrivals());
  }

  private ReadArrivals readArrivals() {
    return new ReadArrivals(
        parts.node(),
        parts.documents(),
        examineArrivals(),
        new Quarantine(parts.clock()),
        parts.tracing());
  }

  private ExamineArrivals examineArrivals() {
    return new ExamineArrivals(
        parts.validation(),
        parts.types(),
        new Versions(parts.types(), parts.clock()),
        addressing,
        new Offices(parts.node(), parts.divisions(), addressing),
        deadlines,
        indexes,
        count,
        parts.directory(),
        parts.ledger(),
        parts.clock());
  }

  private RememberArrivals rememberArrivals() {
    return new RememberArrivals(parts.ledger(), parts.receipts(), parts.bells(), parts.clock());
  }

  private RouteBuilder deliver() {
    batches.add(DeliverLeg.SOURCE, new ReceivedSource(parts.ledger(), parts.bells().received()));
    return new DeliverLeg(
        new ChooseSystems(parts.systems()),
        new OfferRecords(parts.ledger(), parts.bells(), parts.clock()));
  }

  private RouteBuilder confirm() {
    Confirm steps = confirmed();
    return new ConfirmLeg(parts.node(), steps.open(), steps.match(), steps.remember());
  }

  private Confirm confirmed() {
    return new Confirm(
        new OpenReceipts(parts.opener(), parts.documents(), new Quarantine(parts.clock())),
        new MatchReceipts(
            parts.ledger(),
            dueDates,
            new Quarantine(parts.clock()),
            parts.tracing(),
            parts.clock()),
        new RememberReceipts(parts.ledger(), parts.bells(), parts.clock()));
  }

  private RouteBuilder checkpoint() {
    Duration every = parts.checkpointEvery();
    return new CheckpointLeg(
        every,
        new BindHeads(parts.node(), parts.ledger().proofs(), parts.sealer(), parts.clock()),
        new StampCheckpoints(
            parts.ledger(), parts.timeAuthority(), every.multipliedBy(LATE_STAMPS), parts.clock()));
  }

  private RouteBuilder reconcile() {
    SendSummaries send =
        new SendSummaries(
            parts.node(),
            parts.ledger(),
            parts.directory(),
            parts.controls(),
            parts.bells(),
            parts.clock());
    return new ReconcileLeg(
        send,
        new CompareBooks(
            parts.node(),
            parts.ledger(),
            send,
            parts.controls(),
            questions,
            parts.bells(),
            parts.clock()));
  }

  private RouteBuilder control() {
    HearBooks hear =
        new HearBooks(parts.node(), parts.ledger(), parts.controls(), parts.bells(), parts.clock());
    Quarantine quarantine = new Quarantine(parts.clock());
    ResealUnread reseal =
        new ResealUnread(parts.ledger().controls(), parts.directory(), parts.clock());
    PassDirectory pass =
        new PassDirectory(
            parts.node(),
            parts.directory(),
            parts.controls(),
            parts.ledger(),
            parts.bells(),
            quarantine,
            parts.clock());
    return new ControlLeg(
        parts.node(),
        new OpenControls(
            parts.node(), parts.opener(), parts.documents(), quarantine, parts.clock()),
        new AnswerControls(
            parts.ledger(),
            parts.controls(),
            reseal,
            parts.rehearsal(),
            pass,
            hear,
            new FindDifferences(
                parts.ledger(), hear, parts.controls(), questions, parts.bells(), parts.clock()),
            parts.bells(),
            quarantine,
            parts.clock()),
        new AskPartners(
            parts.ledger().controls(),
            parts.controls(),
            parts.bells(),
            parts.askAfter(),
            parts.clock()),
        reseal,
        new TellRestored(
            parts.ledger(), parts.controls(), parts.directory(), parts.bells(), parts.clock()),
        new ReofferRecords(
            parts.ledger(), parts.sealer(), parts.controls(), parts.bells(), parts.clock()),
        pass);
  }
}
