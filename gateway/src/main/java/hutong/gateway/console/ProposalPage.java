package hutong.gateway.console;

import java.util.List;

/**
 * A proposal that is about to be made.
 *
 * @param kind stable word
 * @param title the same in words
 * @param promise what becomes of it once a second person has approved
 * @param back where it was come from
 * @param nodes to which a record may be redirected; empty for all other kinds
 */
public record ProposalPage(
    String kind,
    String title,
    String about,
    String promise,
    String back,
    List<Choice> reasons,
    List<Choice> nodes) {}
