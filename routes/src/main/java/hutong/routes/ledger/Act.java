package hutong.routes.ledger;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that somebody did, or wanted to do, with this node. Nothing in it is about a person
 * whose records are exchanged: names of operators, stable words, ids and digests alone.
 *
 * @param number its place in the log, newer ones higher; 0 until it is noted
 * @param by name of the operator, account or command's user
 * @param what stable word, such as the name of an operation
 * @param about id of a record, operation, node, system, key or proposal, or a digest; null if none
 * @param request id of the request; its other acts have the same; null if there is none
 * @param code stable word why it was refused, or what came of it; null if there is none
 */
public record Act(
    long number,
    Instant at,
    String by,
    Channel channel,
    String what,
    String about,
    String request,
    Outcome outcome,
    String code) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:@+-]{1,160}");
  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/-]{1,160}");

  /** Where it was asked. */
  public enum Channel {
    CONSOLE,
    API,
    /** On the node's own machine, in its home. */
    COMMAND,
    /** The node itself, in consequence of an earlier one. */
    NODE
  }

  /** How far it came. */
  public enum Outcome {
    /** Noted before it is done: one without another act of its request was cut off. */
    ASKED,
    DONE,
    REFUSED
  }

  public Act {
    Objects.requireNonNull(at);
    Objects.requireNonNull(channel);
    Objects.requireNonNull(outcome);
    require(NAME, by, false);
    require(WORD, what, false);
    require(ID, about, true);
    require(ID, request, true);
    require(WORD, code, true);
  }

  /** One that is yet to be noted. */
  public Act(
      Instant at,
      String by,
      Channel channel,
      String what,
      String about,
      String request,
      Outcome outcome,
      String code) {
    this(0, at, by, channel, what, about, request, outcome, code);
  }

  /** Whether it can be the name of who did something: of an operator, an account, a provider's. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static void require(Pattern form, String text, boolean absent) {
    if (text == null ? !absent : !form.matcher(text).matches()) {
      throw new IllegalArgumentException("An act has names, words and ids alone");
    }
  }
}
