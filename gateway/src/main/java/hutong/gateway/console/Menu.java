package hutong.gateway.console;

import java.util.Locale;

/** The screens that the menu leads to, in its order. */
public enum Menu {
  OVERVIEW("/console", Right.LOOK),
  FAILURES("/console/failures", Right.LOOK),
  RECORDS("/console/records", Right.DESK),
  OPERATIONS("/console/operations", Right.LOOK),
  DEADLINES("/console/deadlines", Right.DESK),
  QUARANTINE("/console/quarantine", Right.LOOK),
  PROPOSALS("/console/proposals", Right.LOOK),
  MEMBERS("/console/members", Right.LOOK),
  DIALECTS("/console/dialects", Right.LOOK),
  RECONCILIATION("/console/reconciliation", Right.LOOK),
  AUDIT("/console/audit", Right.AUDIT),
  STORAGE("/console/storage", Right.LOOK);

  private final String path;
  private final Right right;

  Menu(String path, Right right) {
    this.path = path;
    this.right = right;
  }

  /** Its word, by which its name is found among the texts. */
  public String screen() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String path() {
    return path;
  }

  /** What an account needs to see it. */
  public Right right() {
    return right;
  }
}
