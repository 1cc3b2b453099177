package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A partner's codes and ours. Several of theirs may mean one of ours; of these the first is the one
 * that is written.
 */
final class CodeMap implements Rule {

  private final String name;
  private final Map<String, String> ours;
  private final Map<String, String> theirs = new HashMap<>();

  /**
   * @param name by which the dialect knows it
   * @param ours by their code, in the order of the dialect
   */
  CodeMap(String name, Map<String, String> ours) {
    this.name = name;
    this.ours = new LinkedHashMap<>(ours);
    ours.forEach((their, our) -> theirs.putIfAbsent(our, their));
  }

  String name() {
    return name;
  }

  @Override
  public String read(String text, Notes notes) {
    String code = ours.get(text);
    if (code != null) {
      return code;
    }
    String folded = Width.folded(text, notes);
    code = ours.get(folded);
    if (code == null) {
      code = ours.get("0" + folded);
      if (code != null) {
        notes.warn(
            RejectionCode.IMPLAUSIBLE,
            "zeros-lost",
            "代码开头的 0 丢失,已补上,请把该列设为文本格式。",
            "A leading zero was lost and has been put back: format the column as text.");
      }
    }
    return code != null
        ? code
        : notes.refuse(
            RejectionCode.CODE_UNKNOWN,
            "code-unmapped",
            "代码表“" + name + "”中没有该代码,请改正代码,或在代码表中补充。",
            "The code map " + name + " has no such code: correct the code, or add it to the map.");
  }

  @Override
  public String write(String code, Notes notes) {
    String text = theirs.get(code);
    return text != null
        ? text
        : notes.refuse(
            RejectionCode.CODE_UNKNOWN,
            "code-unmapped",
            "代码表“" + name + "”没有对应的写法,请在代码表中补充。",
            "The code map " + name + " has no form for this code: add it to the map.");
  }

  /** Of several that mean the same, the one that is written. */
  @Override
  public List<String> choices(Collection<String> allowed) {
    return ours.entrySet().stream()
        .filter(each -> allowed.isEmpty() || allowed.contains(each.getValue()))
        .map(Map.Entry::getKey)
        .filter(their -> their.equals(theirs.get(ours.get(their))))
        .toList();
  }

  /** Codes of ours that it leads to. */
  Set<String> ours() {
    return theirs.keySet();
  }
}
