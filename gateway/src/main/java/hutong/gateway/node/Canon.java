package hutong.gateway.node;

import hutong.schemas.CodeLists;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.NationalCalendar;
import hutong.schemas.RecordTypes;
import hutong.schemas.Validation;
import hutong.schemas.WorkingCalendar;
import java.util.concurrent.CompletableFuture;

/** What all nodes of a process share: schema, types, divisions, calendar; read only. */
public record Canon(
    Documents documents,
    RecordTypes types,
    Divisions divisions,
    Validation validation,
    WorkingCalendar calendar) {

  public static Canon load() {
    CompletableFuture<Documents> documents = CompletableFuture.supplyAsync(Documents::new);
    RecordTypes types = RecordTypes.load();
    Divisions divisions = Divisions.load();
    return new Canon(
        documents.join(),
        types,
        divisions,
        new Validation(types, divisions, CodeLists.load()),
        NationalCalendar.load());
  }
}
