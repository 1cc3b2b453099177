package hutong.gateway.codes;

/** Where a code stands. One word may stand in several places, with a meaning in each. */
public enum CodeKind {
  ANSWER("接口的应答", "An answer of the API"),
  REFUSAL("拒收的原因", "Why a record is refused"),
  STATE("记录的状态", "Where a record stands"),
  WAIT("等待的原因", "Why something waits"),
  ALARM("告警", "An alarm"),
  QUARANTINE("隔离的原因", "Why something is in quarantine"),
  RUNBOOK("监控告警的处置", "What to do at an alert of the monitoring");

  private final String zh;
  private final String en;

  CodeKind(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public String heading(String language) {
    return language.equals("zh") ? zh : en;
  }
}
