package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.schemas.dialects.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds out which dialect a call names, and what travels beside the document. */
final class InDialect {

  /** What travels beside: {@code field=value}, several with commas between. */
  static final String BESIDE = "Hutong-Beside";

  private static final String PARAMETER = "dialect";
  private static final int LONGEST = 1_000;

  private final Dialects dialects;

  InDialect(Dialects dialects) {
    this.dialects = dialects;
  }

  /** Null if the call names none. */
  Dialect of(Call call) {
    return named(call, PARAMETER);
  }

  /** Null if the call names none by this parameter. */
  Dialect named(Call call, String parameter) {
    String name = call.query(parameter);
    if (name == null) {
      return null;
    }
    return dialects.live(name).orElseThrow(() -> new Refused(ApiCode.DIALECT_UNKNOWN));
  }

  /** What the body says it is has to be what the dialect reads, or be left open. */
  static void checkType(Call call, Dialect dialect) {
    if (call.request().headers().contains("Content-Encoding")) {
      throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
    }
    String given = MediaType.parse(call.header("Content-Type")).name();
    String own = MediaType.parse(dialect.mediaType()).name();
    boolean fits =
        given.equals(own)
            || List.of("application/octet-stream", "text/plain").contains(given)
            || (given.equals("text/xml") && own.equals("application/xml"));
    if (!fits) {
      throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED, List.of(own));
    }
  }

  static Map<String, String> beside(Call call, Dialect dialect) {
    String header = call.header(BESIDE);
    Map<String, String> beside = new HashMap<>();
    if (header == null) {
      return beside;
    }
    for (String each : header.split(",", -1)) {
      int equals = each.indexOf('=');
      String field = equals < 0 ? "" : each.substring(0, equals).strip();
      if (header.length() > LONGEST || !dialect.given().contains(field)) {
        throw new Refused(ApiCode.HEADER_INVALID, List.of(BESIDE));
      }
      beside.put(field, each.substring(equals + 1).strip());
    }
    return beside;
  }
}
