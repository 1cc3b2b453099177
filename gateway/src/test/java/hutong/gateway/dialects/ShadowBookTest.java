package hutong.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import hutong.gateway.dialects.Difference.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shadow does differently adds up, over processes and starts. */
class ShadowBookTest {
  private static final Difference NAME = new Difference("/subject/name", Kind.VALUE);

  @TempDir private Path home;
  private final MovingClock clock = new MovingClock("2026-12-01T02:00:00Z");
  private ShadowBook one;
  private ShadowBook other;

  @BeforeEach
  void open() {
    one = new ShadowBook(new DialectsFolder(home), clock);
    other = new ShadowBook(new DialectsFolder(home), clock);
  }

  @Test
  void what_two_processes_counted_is_added_up() throws Exception {
    Instant first = clock.instant();
    note(one, Direction.READ, NAME);
    note(one, Direction.READ);
    clock.on(Duration.ofMinutes(5));
    Instant last = clock.instant();
    note(other, Direction.READ, NAME, new Difference("/item/3/code", Kind.ONLY_LIVE));
    note(other, Direction.WRITE, NAME);
    other.note("lakeside", "0", "2", Direction.WRITE, List.of());
    assertThat(one.report("lakeside", "2")).isEqualTo(ShadowReport.none());

    one.flush();
    other.flush();
    one.flush();

    ShadowReport report = one.report("lakeside", "2");
    assertThat(report).isEqualTo(other.report("lakeside", "2"));
    assertThat(report.compared()).isEqualTo(5);
    assertThat(report.differing()).isEqualTo(3);
    assertThat(report.others()).isZero();
    assertThat(report.against()).containsEntry("1", 4L).containsEntry("0", 1L).hasSize(2);
    assertThat(report.lines())
        .containsExactly(
            new ShadowReport.Line(Direction.READ, "/subject/name", Kind.VALUE, 2, first, last),
            new ShadowReport.Line(Direction.READ, "/item/*/code", Kind.ONLY_LIVE, 1, last, last),
            new ShadowReport.Line(Direction.WRITE, "/subject/name", Kind.VALUE, 1, last, last));
  }

  @Test
  void items_of_a_list_are_one_field_and_count_once_in_a_record() throws Exception {
    note(
        one,
        Direction.READ,
        new Difference("/item/0/code", Kind.VALUE),
        new Difference("/item/17/code", Kind.VALUE),
        new Difference("/item/1/2", Kind.VALUE),
        new Difference("/item/1a", Kind.FAULT));
    one.flush();

    assertThat(one.report("lakeside", "2").lines())
        .extracting(ShadowReport.Line::field, ShadowReport.Line::count)
        .containsExactlyInAnyOrder(
            tuple("/item/*/code", 1L), tuple("/item/*/*", 1L), tuple("/item/1a", 1L));
  }

  @Test
  void five_hundred_lines_are_told_and_the_others_counted() throws Exception {
    IntStream.range(0, 300).forEach(i -> note(one, Direction.READ, odd("one", i)));
    IntStream.range(0, 700).forEach(i -> note(other, Direction.READ, odd("other", i)));
    note(one, Direction.READ, odd("one", 7));

    one.flush();
    other.flush();

    ShadowReport report = one.report("lakeside", "2");
    assertThat(report.lines()).hasSize(500);
    assertThat(report.compared()).isEqualTo(1001);
    assertThat(report.others()).isEqualTo(500);
    assertThat(report.lines().get(0).count()).isEqualTo(2);
    note(one, Direction.READ, odd("one", 7));
    one.flush();
    assertThat(one.report("lakeside", "2").lines().get(0).count()).isEqualTo(3);
  }

  @Test
  void the_longest_names_of_fields_make_no_file_that_can_not_be_read_again() throws Exception {
    IntStream.range(0, 600).forEach(i -> note(one, Direction.READ, odd("/" + "姓".repeat(400), i)));
    IntStream.range(0, 600)
        .forEach(i -> note(one, Direction.READ, odd("/f" + i + "姓".repeat(400), i)));
    note(one, Direction.READ, new Difference("/with\u001b[2J", Kind.FAULT));
    one.flush();

    assertThat(one.report("lakeside", "2").lines())
        .hasSize(500)
        .allSatisfy(each -> assertThat(each.field().length()).isLessThanOrEqualTo(200));
  }

  @Test
  void what_can_not_be_written_is_kept_for_the_next_time_and_never_thrown() throws Exception {
    Path inTheWay = Files.writeString(home.resolve("lakeside"), "no folder");
    note(one, Direction.READ, NAME);
    one.note("../out", "1", "..", Direction.READ, List.of(NAME));
    one.note(null, null, null, null, null);

    one.flush();
    Files.delete(inTheWay);
    note(one, Direction.READ, NAME);
    one.flush();

    assertThat(one.report("lakeside", "2").lines())
        .singleElement()
        .satisfies(each -> assertThat(each.count()).isEqualTo(2));
    Path file = home.resolve("lakeside/2.shadow.json");
    Files.writeString(file, "{");
    note(one, Direction.READ, NAME);
    one.flush();
    assertThatIOException()
        .isThrownBy(() -> one.report("lakeside", "2"))
        .withMessageContaining("2.shadow.json can't be read");
    Files.delete(file);
    one.flush();
    assertThat(one.report("lakeside", "2").compared()).isEqualTo(1);
  }

  private static void note(ShadowBook book, Direction direction, Difference... differences) {
    book.note("lakeside", "1", "2", direction, List.of(differences));
  }

  private static Difference odd(String prefix, int number) {
    return new Difference(prefix + "-" + number, Kind.ONLY_SHADOW);
  }
}
