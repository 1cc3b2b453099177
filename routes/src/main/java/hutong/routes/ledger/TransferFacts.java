package hutong.routes.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What the ledger knows of a transfer without opening its payload; nothing about a person.
 *
 * @param id the sender's id, UUIDv7
 * @param from node id of the sender
 * @param to node id of the recipient; null while the address is undecided
 * @param type record type, for example {@code ArrivalNotice}
 * @param schemaVersion version of the canonical schema the record was written in
 * @param legalBasis id of the legal basis
 * @param targetDivision division code the record is addressed to, as it was written (6, 9 or 12
 *     digits)
 * @param targetDate the day for which that code is meant
 * @param correlation id of the request this answers; null if it answers none
 * @param urgent whether the shorter clock applies
 * @param created when the sender took it over
 * @param expires after this instant a first arrival is refused
 */
public record TransferFacts(
    UUID id,
    String from,
    String to,
    String type,
    String schemaVersion,
    String legalBasis,
    String targetDivision,
    LocalDate targetDate,
    UUID correlation,
    boolean urgent,
    Instant created,
    Instant expires) {

  public TransferId transferId() {
    return new TransferId(from, id);
  }
}
