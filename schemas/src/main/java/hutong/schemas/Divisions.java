package hutong.schemas;

import java.time.LocalDate;

/** Knows every division since 1981 and where each leads today; immutable, loaded once. */
public final class Divisions {
  private Divisions() {}

  public static Divisions load() {
    return new Divisions();
  }

  public Resolution resolve(String code, LocalDate asOf) {
    throw new IllegalStateException("being written");
  }

  public String nameOf(String code, LocalDate asOf) {
    throw new IllegalStateException("being written");
  }

  public boolean everValid(String code) {
    throw new IllegalStateException("being written");
  }
}
