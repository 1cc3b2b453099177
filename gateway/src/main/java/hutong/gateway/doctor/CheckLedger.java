package hutong.gateway.doctor;

import hutong.certs.Untrusted;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.LedgerFailure;
import hutong.gateway.node.AuditHome;
import hutong.gateway.settings.SettingsFaults;
import java.io.IOException;

/** Whether the ledger, from its first event on, is as it was written. */
final class CheckLedger {

  private static final String CHECK = "ledger";

  void look(Patient patient, Chart chart) {
    try {
      AuditReport report = new AuditHome(patient.home(), patient.environment()).audit();
      if (report.findings().isEmpty()) {
        chart.well(
            CHECK,
            "%d events and %d transfers are as they were written.",
            report.events(),
            report.transfers());
      } else {
        chart.fault(
            CHECK,
            "Keep the folder as it is and restore a backup: hutong ledger audit says all of it.",
            "The ledger is not as it was written: %s",
            report.findings().get(0));
      }
    } catch (IOException | Untrusted | SettingsFaults | LedgerFailure unreadable) {
      chart.fault(
          CHECK,
          "If the program is newer than the ledger, start the node once; else restore a backup.",
          "The ledger can't be read: %s.",
          unreadable.getMessage());
    }
  }
}
