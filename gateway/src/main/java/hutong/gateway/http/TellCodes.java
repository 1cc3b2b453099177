package hutong.gateway.http;

import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.codes.CodePage;
import hutong.gateway.codes.Explanation;
import hutong.gateway.codes.Explanation.Text;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Says what a code means: JSON, or a page for whoever asks for HTML. Anybody may ask. */
final class TellCodes {

  private final CodeBook book = new CodeBook(ApiCode.explanations());

  void list(Call call) {
    vary(call);
    String language = call.language().tag();
    call.json(
        200,
        out ->
            out.objects(
                "codes",
                List.copyOf(book.codes()),
                code -> {
                  out.text("code", code);
                  out.texts("kinds", kinds(code));
                  out.text("means", first(code).in(language).means());
                }));
  }

  void page(Call call) {
    String code = call.path("code");
    Map<CodeKind, Explanation> page = book.page(code);
    if (page.isEmpty()) {
      throw new Refused(ApiCode.NOT_FOUND);
    }
    vary(call);
    String language = call.language().tag();
    String accept = call.header("Accept");
    if (accept != null && accept.contains("text/html")) {
      call.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      call.header("X-Content-Type-Options", "nosniff");
      String html = CodePage.html(code, page, language);
      call.answer(200, "text/html; charset=utf-8", Buffer.buffer(html));
      return;
    }
    call.json(
        200,
        out -> {
          out.text("code", code);
          out.objects(
              "explanations",
              List.copyOf(page.entrySet()),
              each -> {
                Text text = each.getValue().in(language);
                out.text("kind", each.getKey());
                out.text("means", text.means());
                out.text("todo", text.todo());
                if (each.getValue().status() != 0) {
                  out.number("status", each.getValue().status());
                }
              });
        });
  }

  private List<String> kinds(String code) {
    return book.page(code).keySet().stream().map(Enum::name).toList();
  }

  private Explanation first(String code) {
    return book.page(code).values().iterator().next();
  }

  private static void vary(Call call) {
    call.header("Vary", "Accept, Accept-Language");
    call.header("Content-Language", call.language().tag());
  }
}
