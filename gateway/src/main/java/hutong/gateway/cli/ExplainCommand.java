package hutong.gateway.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.codes.Explanation;
import hutong.gateway.codes.Explanation.Text;
import hutong.gateway.http.ApiCode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong explain}: what a code means, without a node. */
@Command(
    name = "explain",
    description = "Says what a code means and what to do; without one lists all.",
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "for example SCHEMA_INVALID")
  private String code;

  @Option(names = "--lang", description = "zh or en (default: by LANG)")
  private String lang = Locale.getDefault().getLanguage();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String language = lang.toLowerCase(Locale.ROOT).startsWith("zh") ? "zh" : "en";
    CodeBook book = new CodeBook(ApiCode.explanations());
    try {
      return code == null ? list(out, book, language) : page(out, book, language);
    } finally {
      out.flush();
    }
  }

  private int list(PrintWriter out, CodeBook book, String language) {
    if (output.json()) {
      ArrayNode all = JsonMapper.builder().build().createArrayNode();
      book.codes().forEach(each -> all.add(json(each, book.page(each), language)));
      out.println(all.toPrettyString());
      return 0;
    }
    for (String each : book.codes()) {
      Text text = book.page(each).values().iterator().next().in(language);
      out.printf("%-26s %s%n", each, text.means());
    }
    return 0;
  }

  private int page(PrintWriter out, CodeBook book, String language) {
    String asked = code.toUpperCase(Locale.ROOT);
    Map<CodeKind, Explanation> page = book.page(asked);
    if (page.isEmpty()) {
      out.println(
          language.equals("zh")
              ? "没有此代码;hutong explain 列出全部。"
              : "There is no such code; hutong explain lists all.");
      return 1;
    }
    if (output.json()) {
      out.println(json(asked, page, language).toPrettyString());
      return 0;
    }
    out.println(asked);
    page.forEach(
        (kind, explanation) -> {
          Text text = explanation.in(language);
          String status = explanation.status() == 0 ? "" : " (HTTP " + explanation.status() + ")";
          out.printf(
              "%n%s%s%n  %s%n  %s%n", kind.heading(language), status, text.means(), text.todo());
        });
    return 0;
  }

  private static ObjectNode json(String code, Map<CodeKind, Explanation> page, String language) {
    ObjectNode all = JsonMapper.builder().build().createObjectNode().put("code", code);
    ArrayNode list = all.putArray("explanations");
    page.forEach(
        (kind, explanation) -> {
          Text text = explanation.in(language);
          ObjectNode one = list.addObject().put("kind", kind.name());
          one.put("means", text.means()).put("todo", text.todo());
          if (explanation.status() != 0) {
            one.put("status", explanation.status());
          }
        });
    return all;
  }
}
