package hutong.gateway.console;

import hutong.gateway.audit.Asked;
import hutong.routes.ledger.Act;
import io.github.bucket4j.Bucket;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One request of somebody who is signed in. What it brings is bounded here, and what is too long or
 * not there is empty.
 *
 * @param account who asks
 * @param pace how much may be done in its session
 */
record Visit(RoutingContext call, Account account, Bucket pace, Texts texts) {

  private static final int LONGEST = 200;
  private static final int LONGEST_TEXT = 60_000;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final String IDS = UUID_TEXT.pattern() + "|[0-9a-f]{64}";
  private static final Pattern FORM_ABOUT = Pattern.compile(IDS);

  /** Ids, nodes, systems and keys; nothing with a number in it that might be a person's. */
  private static final Pattern ABOUT = Pattern.compile(IDS + "|(?!.*[0-9]{9})[a-z0-9-]{2,40}");

  private static final int MOST_VALUES = 32;
  private static final Pattern NODE = Pattern.compile("[0-9]{6}");

  /** Of the path; it is there. */
  String path(String name) {
    return call.pathParam(name);
  }

  /** Of the path, as the id of a node; null if it is none. */
  String node(String name) {
    String given = path(name);
    return given != null && NODE.matcher(given).matches() ? given : null;
  }

  /** Of the path, as an id; null if it is none. */
  UUID id(String name) {
    return uuid(path(name));
  }

  /** Of the query. */
  String param(String name) {
    return bounded(call.request().getParam(name), LONGEST).strip();
  }

  /** Of the query, each of several. */
  List<String> params(String name) {
    return bounded(call.queryParam(name));
  }

  /** Of a form that was posted, each of several. */
  List<String> fields(String name) {
    return bounded(call.request().formAttributes().getAll(name));
  }

  /** Whether anything stands in a field of a form, be it too long. */
  boolean isFilled(String name) {
    String given = call.request().getFormAttribute(name);
    return given != null && !given.isBlank();
  }

  /** Of a form that was posted. */
  String field(String name) {
    return bounded(call.request().getFormAttribute(name), LONGEST).strip();
  }

  /** Of a form that was posted, where much may stand: a list that was pasted. */
  String text(String name) {
    return bounded(call.request().getFormAttribute(name), LONGEST_TEXT);
  }

  /** As what it asks for is noted: about the one thing that its path or its form names. */
  Asked asked(String what) {
    String about =
        call.pathParams().values().stream()
            .filter(each -> ABOUT.matcher(each).matches())
            .findFirst()
            .orElseGet(() -> FORM_ABOUT.matcher(field("about")).matches() ? field("about") : null);
    String request = UUID.randomUUID().toString();
    return new Asked(account.name(), Act.Channel.CONSOLE, what, about, request);
  }

  /** An id, or null; written as ids are, where the platform is lenient. */
  static UUID uuid(String typed) {
    return typed != null && typed.length() == 36 && UUID_TEXT.matcher(typed).matches()
        ? UUID.fromString(typed)
        : null;
  }

  private static List<String> bounded(List<String> values) {
    return values.stream().limit(MOST_VALUES).map(each -> bounded(each, LONGEST).strip()).toList();
  }

  private static String bounded(String value, int most) {
    return value == null || value.length() > most ? "" : value;
  }
}
