package hutong.gateway.http;

import java.util.List;

/** Ends a call with one of the API's own codes; carries names of ours only, never a value. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ApiCode code;
  private final transient List<String> pointers;

  Refused(ApiCode code) {
    this(code, List.of());
  }

  /**
   * @param pointers what is meant: JSON Pointers into the body, or names of parameters of ours
   */
  Refused(ApiCode code, List<String> pointers) {
    super(code.name(), null, false, false);
    this.code = code;
    this.pointers = pointers;
  }

  static Refused parameter(String name) {
    return new Refused(ApiCode.PARAMETER_INVALID, List.of(name));
  }

  ApiCode code() {
    return code;
  }

  List<String> pointers() {
    return pointers;
  }
}
