package hutong.gateway.doctor;

import hutong.certs.BrokerAddress;

/** Whether the node can listen where its settings say, or does. */
final class CheckPorts {

  void look(Patient patient, Chart chart) {
    look("ports.http", "http.port", patient.http(), patient.runs(), chart);
    if (!patient.settings().broker().external()) {
      look("ports.broker", "broker.port", patient.ownBroker(), patient.runs(), chart);
    }
  }

  private static void look(
      String check, String setting, BrokerAddress address, boolean runs, Chart chart) {
    if (address.port() == 0) {
      chart.well(check, "%s leaves the choice of the port to the start.", setting);
      return;
    }
    String at = address.host() + ":" + address.port();
    if (runs) {
      if (Line.answers(address)) {
        chart.well(check, "The node listens at %s.", at);
      } else {
        chart.fault(check, "Start the node again.", "The node runs, and nobody listens at %s.", at);
      }
      return;
    }
    String fault = Line.fault(address);
    if (fault == null) {
      chart.well(check, "The node is not running, and %s is free.", at);
    } else {
      chart.fault(
          check,
          "Stop whoever has it (ss -ltnp), or set " + setting + " otherwise.",
          "The node is not running and could not listen at %s: %s.",
          at,
          fault);
    }
  }
}
