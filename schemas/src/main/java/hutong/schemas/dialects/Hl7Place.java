package hutong.schemas.dialects;

/** Where a text stands in a segment; everything is counted from 1, as the standard does. */
record Hl7Place(int field, int repetition, int component, int sub) implements Comparable<Hl7Place> {

  /** Where one is at the end of a field that says nothing. */
  static Hl7Place in(int field) {
    return new Hl7Place(field, 1, 1, 1);
  }

  /** Appends what delimits a later place from this one. */
  void delimit(Hl7Place later, Hl7Delimiters by, StringBuilder to) {
    boolean same = later.field == field;
    repeat(by.field(), later.field - field, to);
    repeat(by.repetition(), later.repetition - (same ? repetition : 1), to);
    same &= later.repetition == repetition;
    repeat(by.component(), later.component - (same ? component : 1), to);
    same &= later.component == component;
    repeat(by.sub(), later.sub - (same ? sub : 1), to);
  }

  private static void repeat(char delimiter, int times, StringBuilder to) {
    for (int i = 0; i < times; i++) {
      to.append(delimiter);
    }
  }

  @Override
  public int compareTo(Hl7Place other) {
    return field != other.field
        ? Integer.compare(field, other.field)
        : repetition != other.repetition
            ? Integer.compare(repetition, other.repetition)
            : component != other.component
                ? Integer.compare(component, other.component)
                : Integer.compare(sub, other.sub);
  }
}
