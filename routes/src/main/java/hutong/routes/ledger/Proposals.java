package hutong.routes.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What one person may not do alone: one proposes it, another approves it, and only then is it done,
 * once. Every step is an event in the ledger's chain. That two names are of two people is for
 * whoever gives out keys and accounts to see to; the same name, however it is written and whoever
 * vouches for it, is one.
 */
public interface Proposals {

  /** Before the names of those whom a provider vouches for. */
  String VOUCHED = "oidc:";

  /** Bounds those that wait. */
  int MOST_OPEN = 1_000;

  /** Bounds one answer. */
  int MOST = 1_000;

  /** What is to be done. */
  enum Kind {
    /** An envelope is taken out of quarantine and received as if it came now; about its digest. */
    RELEASE,
    /** An envelope in quarantine is thrown away; about its digest. */
    DISCARD,
    /** A record that was never signed gets another recipient; about its id. */
    REDIRECT,
    /** A record is erased; about its id. */
    ERASE,
    /** An operation on many records is let run; about its id. */
    RUN
  }

  /** Why; a closed set, since free text might be about a person. */
  enum Reason {
    /** What made it fail has been put right. */
    REMEDIED,
    /** It is not genuine, or is of no use to anybody. */
    WORTHLESS,
    /** Its node is out, or another is responsible now. */
    NODE_OUT,
    /** The person asked for it, rightly. */
    REQUEST,
    /** A court or an authority ordered it. */
    ORDER,
    /** There was no legal basis for the exchange. */
    NO_BASIS,
    OTHER;

    private static final Set<Reason> OF_ERASURE = EnumSet.of(REQUEST, ORDER, NO_BASIS);

    /** Whether it can be the reason for that; an erasure's goes into the register. */
    public boolean fits(Kind kind) {
      return OF_ERASURE.contains(this) == (kind == Kind.ERASE);
    }
  }

  /** How far it is. */
  enum State {
    OPEN,
    /** By a second person; about to be done, after a crash as well. */
    APPROVED,
    DONE,
    REFUSED,
    EXPIRED
  }

  /**
   * What somebody proposes.
   *
   * @param about digest or id, as the kind says
   * @param parameters words, ids and numbers: {@code node} of a redirection, {@code sender} of an
   *     erasure, {@code first} of a run
   * @param by the operator's name
   * @param until after this nobody can approve it
   */
  record New(
      Kind kind,
      String about,
      Map<String, String> parameters,
      Reason reason,
      String by,
      Instant until) {
    public New {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * One of them.
   *
   * @param decidedBy who approved or refused it; null while it is open, and if it expired
   * @param result stable words for what came of it, for example {@code DONE}; null until then
   */
  record Proposal(
      UUID id,
      Kind kind,
      String about,
      Map<String, String> parameters,
      Reason reason,
      String by,
      Instant at,
      Instant until,
      State state,
      String decidedBy,
      Instant decided,
      String result) {
    public Proposal {
      parameters = Map.copyOf(parameters);
    }
  }

  /** Whether it can't be ruled out that two names are one person's: as operator, and by account. */
  static boolean samePerson(String one, String other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(String name) {
    return (name.startsWith(VOUCHED) ? name.substring(VOUCHED.length()) : name)
        .toLowerCase(Locale.ROOT);
  }

  /** What became of an approval or a refusal. */
  enum Decided {
    DONE,
    UNKNOWN,
    /** Who proposed it can't approve it. */
    SAME_PERSON,
    /** It was decided before. */
    ALREADY,
    EXPIRED
  }

  /**
   * Proposes something; what is open already for the same thing stays as it is, and is the answer.
   *
   * @return empty if {@link #MOST_OPEN} wait
   */
  Optional<Proposal> propose(New what, Instant now);

  /** Of several at one moment, one is told {@link Decided#DONE}. */
  Decided approve(UUID id, String by, Instant now);

  /** The proposer may, too: it is then taken back. */
  Decided refuse(UUID id, String by, Instant now);

  Optional<Proposal> find(UUID id);

  /**
   * The newest first.
   *
   * @param state null: all
   * @param after behind this one; null for the newest of all
   */
  List<Proposal> list(State state, UUID after, int max);

  /**
   * Gives out an approved one to be done, to one caller; again after an instant, if nobody has said
   * until then what came of it.
   */
  Optional<Proposal> claim(UUID id, Instant now, Instant until);

  /** The oldest that are approved, and that nobody is at. */
  List<Proposal> claim(int max, Instant now, Instant until);

  /** It is done. */
  void carriedOut(UUID id, String result, Instant now);

  /** Ends those that nobody has approved in time; returns how many. */
  int expire(Instant now);
}
