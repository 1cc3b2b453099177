package hutong.gateway.codes;

import hutong.gateway.codes.Explanation.Text;
import java.util.Map;

/** Writes a code's page in HTML: for a browser, without anything beside it. */
public final class CodePage {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="%s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s · Hutong 互通</title>
      <style>
      body { font: 1rem/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif;
        color: #1b1b1b; background: #fff; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font: 600 1.4rem/1.3 ui-monospace, monospace; overflow-wrap: anywhere; }
      h2 { font-size: 1rem; color: #555; margin: 2rem 0 .25rem; }
      p { margin: .25rem 0; }
      .todo { border-left: .25rem solid #1a5fb4; padding-left: .75rem; }
      </style>
      </head>
      <body>
      <main>
      """;

  private CodePage() {}

  /** The page; {@code language} is zh or en. */
  public static String html(String code, Map<CodeKind, Explanation> page, String language) {
    StringBuilder out = new StringBuilder(HEAD.formatted(language, code));
    out.append("<h1>").append(code).append("</h1>\n");
    page.forEach(
        (kind, explanation) -> {
          Text text = explanation.in(language);
          out.append("<h2>").append(kind.heading(language));
          if (explanation.status() != 0) {
            out.append(" · HTTP ").append(explanation.status());
          }
          out.append("</h2>\n<p>").append(escaped(text.means()));
          out.append("</p>\n<p class=\"todo\">").append(escaped(text.todo())).append("</p>\n");
        });
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  /** Our own sentences speak of {@code <} and {@code &} at most. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
