package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.demo.people.Region;
import hutong.schemas.RecordTypes;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TableTest {

  private final List<Standing> standings =
      List.of(
          standing("ACCEPTED", "ACCEPTED"),
          standing("REJECTED", "REJECTED"),
          standing("DELIVERED", "PARKED"),
          standing("DELIVERED", "OFFERED"),
          standing(null, "OFFERED"));

  @Test
  void every_record_its_sender_knows_stands_in_one_column() {
    assertThat(Row.of(standings)).isEqualTo(new Row(4, 4, 1, 1, 1, 1));
  }

  @Test
  void every_line_fits_a_terminal_of_100_columns() {
    List<String> lines = new Table(RecordTypes.load()).lines(standings);

    assertThat(lines).extracting(Columns::width).allMatch(width -> width <= 100);
    assertThat(lines.get(lines.size() - 1))
        .endsWith("4         4         1         1         1         1");
  }

  @Test
  void ideographs_take_two_columns() {
    assertThat(Columns.width("互通 ok")).isEqualTo(7);
    assertThat(Columns.left("待办", 6)).isEqualTo("待办  ");
    assertThat(Columns.right("待办", 6)).isEqualTo("  待办");
  }

  private static Standing standing(String atSender, String atRecipient) {
    Sent sent =
        new Sent(
            new UUID(1, 1),
            "ArrivalNotice",
            Desk.SOUTH,
            Region.HENAN,
            Desk.HENAN,
            null,
            Fate.ACCEPTED);
    return new Standing(sent, atSender, atRecipient);
  }
}
