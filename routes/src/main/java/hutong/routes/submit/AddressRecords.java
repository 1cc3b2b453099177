package hutong.routes.submit;

import hutong.certs.Directory;
import hutong.routes.Addressing;
import hutong.routes.Addressing.Address;
import hutong.routes.LocalSystem;
import hutong.routes.Versions;
import hutong.routes.Violations;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.hx.Correction;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Side;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Step "address": may this system send it, and who is responsible today for where it goes? An
 * answer goes back to whoever asked; anything else to the node of the place it names.
 */
public final class AddressRecords {

  private final String node;
  private final Addressing addressing;
  private final Supplier<Directory> directory;
  private final RecordTypes types;
  private final Ledger ledger;
  private final DraftTransfer draft;
  private final Versions versions;
  private final Clock clock;

  public AddressRecords(
      String node,
      Addressing addressing,
      Supplier<Directory> directory,
      RecordTypes types,
      Ledger ledger,
      DraftTransfer draft,
      Versions versions,
      Clock clock) {
    this.node = node;
    this.addressing = addressing;
    this.directory = directory;
    this.types = types;
    this.ledger = ledger;
    this.draft = draft;
    this.versions = versions;
    this.clock = clock;
  }

  public List<Submission> address(List<Submission> submissions) {
    Map<Submission, TransferFacts> requests =
        named(submissions, ResidentRecord::getInReplyTo, ledger::receivedFor);
    Map<Submission, TransferFacts> own =
        named(submissions, ResidentRecord::getConcerns, ledger::postedBy);
    Map<Submission, Set<String>> asked =
        named(submissions, ResidentRecord::getForwardedBy, ledger::forwardedBy);
    for (Submission submission : submissions) {
      if (submission.open()) {
        RecordType type = types.of(submission.record);
        if (!type.answers().isEmpty()) {
          answer(submission, type, requests.get(submission));
        } else if (!type.concerns().isEmpty()) {
          concern(submission, type, own.get(submission));
        } else {
          address(submission, type, null);
          neverBack(submission, asked.get(submission));
        }
      }
    }
    return submissions;
  }

  private void answer(Submission submission, RecordType type, TransferFacts request) {
    boolean asked = request != null && types.of(request.type()).filter(type::answers).isPresent();
    if (!asked) {
      submission.refuse(Violations.answersNothing());
      return;
    }
    write(
        submission,
        type,
        request,
        request.from(),
        version -> draft.answer(submission, type, request, version));
  }

  /** Who sent it on is not asked again. */
  private static void neverBack(Submission submission, Set<String> asked) {
    if (!submission.open() || submission.record.getForwardedBy() == null) {
      return;
    }
    if (asked == null) {
      submission.refuse(Violations.forwardUnknown());
    } else if (asked.containsAll(recipients(submission.transfer))) {
      submission.refuse(Violations.forwardedBack("/forwardedBy"));
    }
  }

  private static List<String> recipients(NewTransfer transfer) {
    String to = transfer.facts().to();
    return to == null ? transfer.candidates() : List.of(to);
  }

  private void concern(Submission submission, RecordType type, TransferFacts earlier) {
    Optional<RecordType> concerned =
        earlier == null ? Optional.empty() : types.of(earlier.type()).filter(type::concerns);
    if (concerned.isEmpty()) {
      submission.refuse(Violations.concernsNothing());
    } else if (earlier.to() == null) {
      submission.refuse(Violations.outOfCycle("/concerns"));
    } else if (!corrects(submission, concerned.get())) {
      return;
    } else if (type.to() == null) {
      write(
          submission,
          type,
          earlier,
          earlier.to(),
          version -> draft.follow(submission, type, earlier, version));
    } else {
      address(submission, type, earlier);
    }
  }

  private static boolean corrects(Submission submission, RecordType concerned) {
    if (submission.record instanceof Correction correction) {
      for (int i = 0; i < correction.getCorrection().size(); i++) {
        String field = correction.getCorrection().get(i).getField();
        if (!concerned.fields().contains(field.replaceAll("/[0-9]+(?=/|$)", ""))) {
          submission.refuse(Violations.correctsNoField("/correction/" + i + "/field"));
          return false;
        }
      }
    }
    return true;
  }

  private void address(Submission submission, RecordType type, TransferFacts earlier) {
    ResidentRecord record = submission.record;
    if (!maySend(submission.system, type, record)) {
      submission.refuse(Violations.notYourDivision(pointer(type.from().iterator().next())));
      return;
    }
    Side side = type.addressee(record);
    Optional<Place> target = RecordType.place(record, side);
    if (target.isEmpty()) {
      submission.refuse(Violations.placeMissing(pointer(side)));
      return;
    }
    Address address = addressing.of(target.get(), directory.get(), clock.instant());
    if (address.nodes().isEmpty()) {
      submission.refuse(Violations.nobodyResponsible(pointer(side) + "/division"));
      return;
    }
    String to = address.nodes().size() == 1 ? address.nodes().get(0) : null;
    write(
        submission,
        type,
        earlier,
        to,
        version -> draft.send(submission, type, target.get(), address, version));
  }

  /** In a version that its recipient processes, or it is refused. */
  private void write(
      Submission submission,
      RecordType type,
      TransferFacts earlier,
      String to,
      Consumer<String> drafted) {
    versions
        .toSend(type, earlier, to, directory.get())
        .ifPresentOrElse(
            drafted,
            () ->
                submission.refuse(
                    Violations.notProcessed(versions.processed(type, to, directory.get()))));
  }

  /** The node must be responsible for a sending place, and the system registered for it. */
  private boolean maySend(LocalSystem system, RecordType type, ResidentRecord record) {
    for (Place place : type.sendingPlaces(record)) {
      Address address = addressing.of(place, directory.get(), clock.instant());
      boolean registered =
          address.resolution().candidates().stream()
              .anyMatch(
                  division ->
                      system.serves(type.name(), division)
                          || system.serves(type.name(), place.getDivision()));
      if (registered && addressing.covers(node, List.of(place), directory.get(), clock.instant())) {
        return true;
      }
    }
    return false;
  }

  /** What the ledger knows of the earlier records that they name. */
  private static <T> Map<Submission, T> named(
      List<Submission> submissions,
      Function<ResidentRecord, UUID> named,
      BiFunction<String, Set<UUID>, Map<UUID, T>> ledger) {
    Map<String, Set<UUID>> bySystem =
        submissions.stream()
            .filter(each -> each.open() && named.apply(each.record) != null)
            .collect(
                Collectors.groupingBy(
                    each -> each.system.name(),
                    Collectors.mapping(each -> named.apply(each.record), Collectors.toSet())));
    Map<String, Map<UUID, T>> known = new HashMap<>();
    bySystem.forEach((system, ids) -> known.put(system, ledger.apply(system, ids)));
    Map<Submission, T> found = new HashMap<>();
    for (Submission submission : submissions) {
      if (submission.open() && known.containsKey(submission.system.name())) {
        found.put(
            submission, known.get(submission.system.name()).get(named.apply(submission.record)));
      }
    }
    return found;
  }

  private static String pointer(Side side) {
    return "/" + side.name().toLowerCase(Locale.ROOT);
  }
}
