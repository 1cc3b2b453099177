package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalSystemsTest {

  private static final LocalSystem PROVINCE = decider("province", Set.of(), "32");
  private static final LocalSystem CITY = decider("city", Set.of(), "3205");
  private static final LocalSystem CITY_HEALTH =
      decider("city-health", Set.of("ServiceRecordNotice"), "3205");
  private static final LocalSystem READER =
      new LocalSystem("figures", false, "statistics", Set.of(), List.of("32"));

  private final LocalSystems systems = () -> List.of(PROVINCE, CITY, CITY_HEALTH, READER);

  @Test
  void the_most_specific_division_decides() {
    assertThat(systems.decider("ArrivalNotice", "320582")).contains(CITY);
    assertThat(systems.decider("ArrivalNotice", "320102")).contains(PROVINCE);
  }

  @Test
  void among_equals_the_one_that_names_the_type_decides() {
    assertThat(systems.decider("ServiceRecordNotice", "320582")).contains(CITY_HEALTH);
  }

  @Test
  void a_reader_never_decides() {
    LocalSystems readersOnly = () -> List.of(READER);
    assertThat(readersOnly.decider("ArrivalNotice", "320582")).isEmpty();
    assertThat(readersOnly.readers("ArrivalNotice", "320582")).containsExactly(READER);
  }

  @Test
  void nobody_serves_another_province() {
    assertThat(systems.decider("ArrivalNotice", "410102")).isEmpty();
  }

  private static LocalSystem decider(String name, Set<String> types, String... divisions) {
    return new LocalSystem(name, true, null, types, List.of(divisions));
  }
}
