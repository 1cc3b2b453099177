package hutong.gateway.console;

import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.codes.Explanation;
import hutong.gateway.http.ApiCode;

/** What codes mean, in the language of whoever reads. */
final class Codes {

  private final CodeBook book = new CodeBook(ApiCode.explanations());

  CodeBook book() {
    return book;
  }

  /** What a code of that kind means; the code itself where there is no page; empty for null. */
  String means(CodeKind kind, String code, Texts texts) {
    Explanation page = code == null ? null : book.page(code).get(kind);
    return page == null ? (code == null ? "" : code) : page.in(texts.language()).means();
  }

  /** What is to be done about it; empty where there is no page. */
  String todo(CodeKind kind, String code, Texts texts) {
    Explanation page = code == null ? null : book.page(code).get(kind);
    return page == null ? "" : page.in(texts.language()).todo();
  }
}
