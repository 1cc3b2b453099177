package hutong.gateway.doctor;

import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.StatusBook;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFaults;
import hutong.gateway.settings.SettingsFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines a node's installation, whether it runs or not, and changes nothing of it. What a check
 * needs and isn't there is told by the check before it, which ends the examination.
 */
public final class Examination {

  private final Home home;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Chart chart = new Chart();

  public Examination(Home home, Map<String, String> environment, Clock clock) {
    this.home = home;
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * What is to be looked at besides.
   *
   * @param timeServer asked for the time; null for none
   * @param ledger whether the whole ledger is recomputed, which takes minutes if it is large
   * @param patience for each partner
   */
  public record Scope(String timeServer, boolean ledger, Duration patience) {}

  public List<Symptom> symptoms(Scope scope) {
    new CheckMachine().look(chart);
    settings().flatMap(this::patient).ifPresent(patient -> look(patient, scope));
    return chart.symptoms();
  }

  private void look(Patient patient, Scope scope) {
    new CheckDisk().look(patient, chart);
    new CheckClock(scope.timeServer()).look(patient, chart);
    new CheckKeys().look(patient, chart);
    new CheckPorts().look(patient, chart);
    if (scope.ledger()) {
      new CheckLedger().look(patient, chart);
    }
    new CheckBrokers(scope.patience()).look(patient, chart);
  }

  private Optional<Settings> settings() {
    try {
      Settings settings = new SettingsFile().read(home.folder(), environment);
      chart.well("settings", "The settings of node %s are sound.", settings.node());
      return Optional.of(settings);
    } catch (SettingsFaults faults) {
      faults
          .faults()
          .forEach(
              each ->
                  chart.fault(
                      "settings",
                      "Mend it in "
                          + home.folder().resolve(SettingsFile.NAME)
                          + " or in the environment.",
                      each));
    } catch (IOException unreadable) {
      chart.fault(
          "settings",
          "Name a node's folder by --home, and run as the user it belongs to.",
          "%s can't be read.",
          home.folder().resolve(SettingsFile.NAME));
    }
    return Optional.empty();
  }

  private Optional<Patient> patient(Settings settings) {
    try {
      if (!NodeKeys.exist(home.keys())) {
        chart.fault(
            "keys",
            "Name a node's folder by --home; a new node is made by hutong run or certs init.",
            "There are no keys in %s.",
            home.keys());
        return Optional.empty();
      }
      Secret secret = home.secret(environment);
      NodeKeys keys = NodeKeys.load(home.keys(), secret.characters(), home.token(environment));
      Optional<Directory> directory =
          DirectoryStore.open(home.directory(), keys.root(), Suites.standard()).current();
      if (directory.isEmpty()) {
        chart.fault(
            "directory",
            "Take one by hutong certs directory FILE --home " + home.folder() + ".",
            "There is no directory of members.");
        return Optional.empty();
      }
      StatusBook book = new StatusBook(home.statuses(), settings.revocation().refuseAfter());
      book.recall(directory.get());
      return Optional.of(
          new Patient(
              home,
              environment,
              settings,
              secret,
              keys,
              directory.get().judged(book, clock.instant()),
              book,
              Patient.runs(settings),
              clock));
    } catch (IOException | Untrusted unusable) {
      chart.fault(
          "keys",
          "Run as the user that the folder belongs to, with the node's secret; else restore keys"
              + " and secret from where they are kept.",
          "Keys or directory can't be used: %s.",
          unusable.getMessage());
      return Optional.empty();
    }
  }
}
