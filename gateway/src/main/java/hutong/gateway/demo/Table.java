package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.util.ArrayList;
import java.util.List;

/** Lays out what was posted, by region and by type, and what became of it. */
final class Table {

  static final int NUMBER = 10;

  private static final int NAME = 38;
  private static final int CHINESE = 14;
  private static final String[][] HEADS = {
    {"submitted", "提交"},
    {"delivered", "送达"},
    {"accepted", "接收"},
    {"rejected", "拒收"},
    {"parked", "待分派"},
    {"open", "待办"}
  };

  private final RecordTypes types;

  Table(RecordTypes types) {
    this.types = types;
  }

  List<String> lines(List<Standing> standings) {
    List<String> lines = new ArrayList<>();
    lines.add(heads(0));
    lines.add(heads(1));
    lines.add(rule());
    for (Region region : Region.values()) {
      List<Standing> of =
          standings.stream().filter(it -> it.record().from().region() == region).toList();
      lines.add(
          Columns.left(region.en() + " " + region.zh() + " " + region.node(), NAME) + Row.of(of));
    }
    lines.add(rule());
    types.names().stream()
        .sorted()
        .map(types::of)
        .forEach(type -> lines.add(line(type.orElseThrow(), standings)));
    lines.add(rule());
    lines.add(Columns.left("all 合计", NAME) + Row.of(standings));
    return lines;
  }

  private static String heads(int language) {
    StringBuilder line = new StringBuilder(Columns.left("", NAME));
    for (String[] head : HEADS) {
      line.append(Columns.right(head[language], NUMBER));
    }
    return line.toString();
  }

  private static String rule() {
    return "─".repeat(NAME + NUMBER * HEADS.length);
  }

  private static String line(RecordType type, List<Standing> standings) {
    List<Standing> of =
        standings.stream().filter(it -> it.record().type().equals(type.name())).toList();
    String name = "  " + Columns.left(type.zh(), CHINESE) + shortened(type.en());
    return Columns.left(name, NAME) + Row.of(of);
  }

  private static String shortened(String name) {
    return name.replace("Certificate verification", "Verification").replace(" notice", "");
  }
}
