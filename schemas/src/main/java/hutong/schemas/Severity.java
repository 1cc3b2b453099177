package hutong.schemas;

/** What a violation does: refuse the record, or warn and be carried as a data-quality mark. */
public enum Severity {
  REFUSE,
  WARN
}
