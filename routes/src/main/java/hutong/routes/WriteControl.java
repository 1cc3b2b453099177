package hutong.routes;

import hutong.certs.ContentKind;
import hutong.certs.Sealer;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.Interim;
import hutong.routes.ledger.Reconciliation;
import hutong.routes.ledger.TransferId;
import hutong.schemas.Documents;
import hutong.schemas.hx.BookHour;
import hutong.schemas.hx.BookPart;
import hutong.schemas.hx.BookSummary;
import hutong.schemas.hx.BookWanted;
import hutong.schemas.hx.CheckpointHeld;
import hutong.schemas.hx.Control;
import hutong.schemas.hx.DirectoryHeld;
import hutong.schemas.hx.DirectoryPart;
import hutong.schemas.hx.ErasureGround;
import hutong.schemas.hx.ErasureItem;
import hutong.schemas.hx.ErasureNotice;
import hutong.schemas.hx.InterimItem;
import hutong.schemas.hx.InterimState;
import hutong.schemas.hx.InterimStatus;
import hutong.schemas.hx.Probe;
import hutong.schemas.hx.Probed;
import hutong.schemas.hx.Reoffered;
import hutong.schemas.hx.Restored;
import hutong.schemas.hx.StatusRequest;
import hutong.schemas.hx.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Writes control documents as this node and signs them; they hold ids and digests alone. */
public final class WriteControl {

  /** Most ids or digests in one document, as the schema says. */
  public static final int MOST = 64;

  private final String node;
  private final Documents documents;
  private final Sealer sealer;
  private final Clock clock;

  public WriteControl(String node, Documents documents, Sealer sealer, Clock clock) {
    this.node = node;
    this.documents = documents;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** Returns SignedData, as the others do. */
  public byte[] statusRequest(String to, List<UUID> ids) {
    StatusRequest request = new StatusRequest();
    request.getId().addAll(ids);
    Control control = to(to);
    control.setStatusRequest(request);
    return signed(control);
  }

  public byte[] interimStatus(String to, List<Interim> items) {
    InterimStatus status = new InterimStatus();
    for (Interim each : items) {
      InterimItem item = new InterimItem();
      item.setId(each.id());
      item.setState(
          each.state() == null
              ? InterimState.NOT_KNOWN
              : InterimState.valueOf(each.state().name()));
      item.setSince(each.since());
      status.getItem().add(item);
    }
    Control control = to(to);
    control.setInterimStatus(status);
    return signed(control);
  }

  /**
   * Returns SignedData, as the others do.
   *
   * @param envelopes hex SHA-256 of each
   */
  public byte[] unreadable(String to, List<String> envelopes, long directoryVersion) {
    Unreadable unreadable = new Unreadable();
    unreadable.getEnvelope().addAll(envelopes);
    unreadable.setDirectoryVersion(directoryVersion);
    Control control = to(to);
    control.setUnreadable(unreadable);
    return signed(control);
  }

  /** Says that this node's ledger is as of that point, under a new epoch. */
  public byte[] restored(String to, long epoch, Instant point) {
    Restored restored = new Restored();
    restored.setEpoch(epoch);
    restored.setPoint(point);
    Control control = to(to);
    control.setRestored(restored);
    return signed(control);
  }

  /** Says that so much was re-offered for that epoch, and that this was all. */
  public byte[] reoffered(String to, long epoch, long items) {
    Reoffered reoffered = new Reoffered();
    reoffered.setEpoch(epoch);
    reoffered.setItems(items);
    Control control = to(to);
    control.setReoffered(reoffered);
    return signed(control);
  }

  /** Says that this node erased a record exchanged with that member, and asks it to do the same. */
  public byte[] erasureNotice(String to, TransferId erased, ErasureReason reason) {
    ErasureItem item = new ErasureItem();
    item.setSender(erased.from());
    item.setId(erased.id());
    item.setReason(ErasureGround.valueOf(reason.name()));
    ErasureNotice notice = new ErasureNotice();
    notice.getItem().add(item);
    Control control = to(to);
    control.setErasureNotice(notice);
    return signed(control);
  }

  /**
   * Asks whether a partner verifies what a key signs that is not in use yet.
   *
   * @param inner SignedData by that key
   */
  public byte[] probe(String to, UUID id, byte[] inner) {
    Probe probe = new Probe();
    probe.setId(id);
    probe.setSigned(inner);
    Control control = to(to);
    control.setProbe(probe);
    return signed(control);
  }

  /**
   * Answers {@link #probe}.
   *
   * @param sealed what was asked about, sealed for who asks; null where it could not be
   */
  public byte[] probed(String to, UUID id, String verdict, long directoryVersion, byte[] sealed) {
    Probed probed = new Probed();
    probed.setId(id);
    probed.setVerdict(verdict);
    probed.setDirectoryVersion(directoryVersion);
    probed.setSealed(sealed);
    Control control = to(to);
    control.setProbed(probed);
    return signed(control);
  }

  /** Says which version of the directory this node holds. */
  public byte[] directory(String to, long held) {
    DirectoryHeld said = new DirectoryHeld();
    said.setHeld(held);
    Control control = to(to);
    control.setDirectory(said);
    return signed(control);
  }

  /** The same, and asks for one part of a newer one. */
  public byte[] directory(String to, long held, long version, long number) {
    DirectoryPart wanted = new DirectoryPart();
    wanted.setVersion(version);
    wanted.setNumber(number);
    DirectoryHeld said = new DirectoryHeld();
    said.setHeld(held);
    said.setWanted(wanted);
    Control control = to(to);
    control.setDirectory(said);
    return signed(control);
  }

  /**
   * Says what this node's book says.
   *
   * @param hours at most 192, those without a record left out
   * @param answer whether the reader is asked to say the same of its own
   * @param held null before the first checkpoint
   */
  public byte[] summary(
      String to,
      Book book,
      Instant from,
      Instant until,
      List<hutong.routes.ledger.BookHour> hours,
      boolean answer,
      Reconciliation.Held held) {
    BookSummary summary = new BookSummary();
    summary.setSender(book.sender(node));
    summary.setFrom(from);
    summary.setUntil(until);
    summary.setAnswer(answer);
    for (var each : hours) {
      BookHour hour = new BookHour();
      hour.setBegins(each.begins());
      hour.setCount(each.count());
      hour.setRoot(HexFormat.of().formatHex(each.root()));
      summary.getHour().add(hour);
    }
    if (held != null) {
      CheckpointHeld checkpoint = new CheckpointHeld();
      checkpoint.setEpoch(held.epoch());
      checkpoint.setNumber(held.number());
      checkpoint.setDigest(held.digest());
      summary.setCheckpoint(checkpoint);
    }
    Control control = to(to);
    control.setSummary(summary);
    return signed(control);
  }

  /**
   * Asks what a partner's book has in an hour.
   *
   * @param bucket null for the roots of all
   * @param after null from the beginning
   */
  public byte[] bookWanted(String to, Book book, Instant hour, Integer bucket, UUID after) {
    BookWanted wanted = new BookWanted();
    wanted.setSender(book.sender(node));
    wanted.setHour(hour);
    wanted.setBucket(bucket);
    wanted.setAfter(after);
    Control control = to(to);
    control.setBookWanted(wanted);
    return signed(control);
  }

  /** Answers {@link #bookWanted}. */
  public byte[] bookPart(String to, BookWanted wanted, byte[] content, boolean more) {
    BookPart part = new BookPart();
    part.setSender(wanted.getSender());
    part.setHour(wanted.getHour());
    part.setBucket(wanted.getBucket());
    part.setAfter(wanted.getAfter());
    part.setContent(content);
    part.setMore(more);
    Control control = to(to);
    control.setBookPart(part);
    return signed(control);
  }

  private Control to(String to) {
    Control control = new Control();
    control.setFrom(node);
    control.setTo(to);
    control.setCreated(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    return control;
  }

  private byte[] signed(Control control) {
    byte[] document = documents.writeControl(control);
    return sealer.answer(document, ContentKind.CONTROL, control.getTo()).bytes();
  }
}
