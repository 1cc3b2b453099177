package hutong.schemas;

/**
 * One thing that is wrong with tables of divisions.
 *
 * @param file name of the file, for example {@code changes.csv}
 * @param line in that file, from 1; 0 for the file as a whole
 * @param column its name; empty where the whole line is at fault
 * @param what what is wrong, and how to mend it; codes, names and years alone
 */
public record DivisionFault(String file, long line, String column, String what) {

  @Override
  public String toString() {
    return file
        + (line == 0 ? "" : ", line " + line)
        + (column.isEmpty() ? "" : ", " + column)
        + ": "
        + what;
  }
}
