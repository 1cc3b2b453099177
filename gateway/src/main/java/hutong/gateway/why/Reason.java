package hutong.gateway.why;

import java.time.Instant;

/**
 * Why a record stands where it does, in words.
 *
 * @param sentence for people
 * @param turn whose turn it is
 * @param of the node or local system of that; null if it is none by name
 * @param code whose page says more
 * @param since when that began
 * @param until when it goes on by itself at the latest; null if no date is known
 * @param others how many more stand so
 * @param moreOthers whether there are more than were counted
 * @param todo what is to be done
 */
public record Reason(
    String sentence,
    Turn turn,
    String of,
    String code,
    Instant since,
    Instant until,
    int others,
    boolean moreOthers,
    String todo) {}
