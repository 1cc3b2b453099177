package hutong.gateway.console;

import java.util.List;

/**
 * What a search has found, and the forms to ask.
 *
 * @param faults what was not understood, in words; empty: all was
 * @param query what is asked for, in fields of a form; its values are understood ones
 * @param posted ids, system and key as they were filled in
 * @param hits what was found
 * @param told about what was found; empty for nothing
 * @param older the address of the next page; empty if there is none
 * @param newest the address of the first page; empty if this is it
 * @param presets searches that are asked for often
 * @param plan what can be done with all that fit; empty if nothing can
 */
public record RecordsPage(
    String faults,
    Form query,
    Posted posted,
    List<Hit> hits,
    String told,
    String older,
    String newest,
    List<Link> presets,
    List<Option> plan) {

  /** The fields of the form. */
  public record Form(
      boolean open,
      List<Option> directions,
      List<Option> states,
      boolean anyState,
      List<Option> nodes,
      List<Option> types,
      List<Option> systems,
      List<Option> causes,
      String from,
      String until,
      List<Field> hidden,
      List<String> wrong) {

    /** Whether a field was not understood. */
    public boolean isWrong(String name) {
      return wrong.contains(name);
    }
  }

  /** One of several values. */
  public record Option(String value, String text, boolean chosen) {}

  /** A field that a form carries along. */
  public record Field(String name, String value) {}

  /** A search. */
  public record Link(String path, String text, boolean here) {}

  /** What was asked for by a form, since it may stand in no address. */
  public record Posted(boolean asked, String ids, String system, String key) {

    static final Posted NONE = new Posted(false, "", "", "");
  }

  /**
   * One record.
   *
   * @param arrow to or from the other node
   */
  public record Hit(
      String id,
      String arrow,
      String way,
      String other,
      String name,
      String type,
      String state,
      String stateText,
      String cause,
      String causeText,
      String system,
      String created) {}
}
