package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads and writes the lines of old systems, where each value has its bytes in the line. */
final class FixedWidthFormat implements PartnerFormat {

  enum Align {
    LEFT,
    RIGHT
  }

  /**
   * Where a value stands.
   *
   * @param from its first byte in the line, counted from 1
   * @param length in bytes
   * @param pad what fills it up: a blank, or {@code 0} before a number
   */
  record Column(String name, int from, int length, Align align, char pad) {
    Column {
      if (name.isBlank() || from < 1 || length < 1 || end(from, length) > LONGEST) {
        throw new IllegalArgumentException("a column needs a name and a place in the line");
      }
      if (pad != ' ' && (pad != '0' || align != Align.RIGHT)) {
        throw new IllegalArgumentException("filled up with blanks, or with 0 from the left");
      }
    }

    static Column text(String name, int from, int length) {
      return new Column(name, from, length, Align.LEFT, ' ');
    }

    private static long end(int from, int length) {
      return (long) from + length - 1;
    }

    int last() {
      return from + length - 1;
    }
  }

  /**
   * What a partner's lines are like.
   *
   * @param columns in any order, none over another
   * @param length of a line in bytes, without its end
   */
  record Options(String charset, List<Column> columns, int length) {
    Options {
      columns = columns.stream().sorted(Comparator.comparingInt(Column::from)).toList();
      int last = 0;
      for (Column column : columns) {
        if (column.from() <= last) {
          throw new IllegalArgumentException("columns lie over one another");
        }
        last = column.last();
      }
      if (last == 0 || length < last || length > LONGEST) {
        throw new IllegalArgumentException("a line has to hold all its columns");
      }
      if ("0 \n".getBytes(Charset.forName(charset)).length != 3) {
        throw new IllegalArgumentException("a line's end has to be one byte");
      }
    }

    /** GB 18030, and a line ends where its last column does. */
    static Options of(List<Column> columns) {
      return new Options(
          "GB18030", columns, columns.stream().mapToInt(Column::last).max().orElse(0));
    }
  }

  static final int LONGEST = 64 * 1024;

  private final Options options;
  private final FlatRow layout;

  FixedWidthFormat(Options options) {
    this.options = options;
    List<String> names = new ArrayList<>();
    options.columns().forEach(column -> names.add(column.name()));
    this.layout = new FlatRow(names, false);
  }

  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    return new FixedWidthSource(in, options);
  }

  @Override
  public RecordSink create(OutputStream out) throws IOException {
    return new FixedWidthSink(out, options, layout);
  }

  @Override
  public String mediaType() {
    return "text/plain; charset=" + Charset.forName(options.charset()).name();
  }

  @Override
  public boolean many() {
    return true;
  }

  @Override
  public boolean streams() {
    return true;
  }

  @Override
  public List<String> path(String written) {
    return List.of(written);
  }
}
