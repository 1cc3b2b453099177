package hutong.gateway.console;

import java.util.List;

/**
 * What a search has found.
 *
 * @param asked whether anything was asked for
 */
public record FoundPage(
    boolean asked, String id, String sourceSystem, String sourceKey, List<Hit> hits) {

  /** One record. */
  public record Hit(String id, String type, String state, String other, String created) {}
}
