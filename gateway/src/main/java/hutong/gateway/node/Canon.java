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
    CodeLists lists,
    Validation validation,
    WorkingCalendar calendar) {

  /** The same with tables of divisions of its own, so that a node can take newer ones. */
  Canon with(Divisions own) {
    return new Canon(documents, types, own, lists, new Validation(types, own, lists), calendar);
  }

  public static Canon load() {
    CompletableFuture<Documents> documents = CompletableFuture.supplyAsync(Documents::new);
    RecordTypes types = RecordTypes.load();
    Divisions divisions = Divisions.load();
    CodeLists lists = CodeLists.load();
    return new Canon(
        documents.join(),
        types,
        divisions,
        lists,
        new Validation(types, divisions, lists),
        NationalCalendar.load());
  }
}
