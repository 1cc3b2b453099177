package hutong.gateway.why;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.codes.Explanation;
import hutong.gateway.codes.Explanation.Text;
import hutong.routes.Deadlines;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes the sentence that says why a record stands where it does, whose turn it is and how many
 * others stand so. It holds nothing of the record's content.
 */
public final class WhyBook {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(Deadlines.ZONE);

  private final CodeBook codes;
  private final Map<String, Map<String, String>> lines;

  /**
   * A book.
   *
   * @throws UncheckedIOException if the program is not whole
   */
  public WhyBook(CodeBook codes) {
    this.codes = codes;
    try (InputStream in = WhyBook.class.getResourceAsStream("why.yaml")) {
      lines = new YAMLMapper().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Says it.
   *
   * @param name of a node, by its id, in that language
   * @param language {@code zh}, or else English
   */
  public Reason say(Why why, UnaryOperator<String> name, String language) {
    String key = key(why);
    Map<String, String> line = lines.get(key);
    Turn turn = Turn.valueOf(line.get("turn"));
    TransferView view = why.view();
    Text page = page(why, language);
    Map<String, String> words = new HashMap<>();
    words.put("from", name.apply(view.facts().from()));
    words.put("to", view.facts().to() == null ? "?" : name.apply(view.facts().to()));
    words.put("system", view.system() == null ? "?" : view.system());
    words.put("since", time(why.since()));
    words.put("until", time(why.until()));
    words.put("code", why.cause() == null ? "" : why.cause());
    words.put("cause", inside(page.means()));
    words.put("due", view.due() == null ? "" : view.due().date().toString());
    words.put("others", String.valueOf(Math.min(why.others(), Why.MOST_COUNTED)));
    boolean zh = language.equals("zh");
    StringBuilder sentence = new StringBuilder(filled(line.get(zh ? "zh" : "en"), words));
    String between = zh ? ";" : "; ";
    boolean again = turn == Turn.NODE && why.until() != null;
    sentence.append(between).append(said("TURN " + turn + (again ? " AT" : ""), words, zh));
    if (why.others() > 0) {
      sentence.append(between).append(said("OTHERS " + others(why), words, zh));
    }
    return new Reason(
        sentence.append(zh ? "。" : ".").toString(),
        turn,
        of(turn, view),
        code(why),
        why.since(),
        why.until(),
        Math.min(why.others(), Why.MOST_COUNTED),
        why.others() > Why.MOST_COUNTED,
        page.todo());
  }

  /** The line that fits best; a state without its cause has one always. */
  private String key(Why why) {
    TransferView view = why.view();
    String state = (view.outbound() ? "OUT " : "IN ") + view.state();
    String more =
        switch (view.state()) {
          case "DELIVERED" -> view.due() == null ? "" : " DUE";
          case "OFFERED" -> why.until() == null ? "" : " LEASED";
          default -> why.cause() == null ? "" : why.cause().equals("PAUSED") ? " PAUSED" : " CAUSE";
        };
    return lines.containsKey(state + more) ? state + more : state;
  }

  private static String code(Why why) {
    return why.cause() == null ? why.view().state() : why.cause();
  }

  /** Of the cause, or of the state if nothing is amiss or the cause has no page. */
  private Text page(Why why, String language) {
    Map<CodeKind, Explanation> page = codes.page(code(why));
    Explanation found = page.get(CodeKind.WAIT);
    found = found == null ? page.get(CodeKind.REFUSAL) : found;
    found = found == null ? codes.page(why.view().state()).get(CodeKind.STATE) : found;
    return found.in(language);
  }

  private static String others(Why why) {
    return why.others() > Why.MOST_COUNTED ? "MORE" : why.others() == 1 ? "ONE" : "MANY";
  }

  private static String of(Turn turn, TransferView view) {
    return switch (turn) {
      case RECIPIENT -> view.facts().to();
      case POSTER, DECIDER -> view.system();
      case NODE, OPERATOR, NOBODY -> null;
    };
  }

  private String said(String key, Map<String, String> words, boolean zh) {
    return filled(lines.get(key).get(zh ? "zh" : "en"), words);
  }

  private static String filled(String line, Map<String, String> words) {
    String said = line;
    for (Map.Entry<String, String> word : words.entrySet()) {
      said = said.replace("{" + word.getKey() + "}", word.getValue());
    }
    return said;
  }

  private static String time(Instant instant) {
    return instant == null ? "" : TIME.format(instant);
  }

  /** A page's sentence as part of another. */
  private static String inside(String sentence) {
    String whole = sentence.replaceAll("[.。]+$", "");
    boolean lower = whole.length() > 1 && !Character.isUpperCase(whole.charAt(1));
    return lower ? Character.toLowerCase(whole.charAt(0)) + whole.substring(1) : whole;
  }
}
