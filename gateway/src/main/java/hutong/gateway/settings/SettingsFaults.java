package hutong.gateway.settings;

import java.util.List;

/** Lists everything that is wrong with the settings, at once. */
public final class SettingsFaults extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> faults;

  SettingsFaults(List<String> faults) {
    super("The settings are not usable:\n  " + String.join("\n  ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
