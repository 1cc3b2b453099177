package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.gateway.demo.people.Counties;
import hutong.gateway.demo.people.Region;
import hutong.schemas.Divisions;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeskTest {

  @Test
  void finest_desk_is_responsible() {
    assertThat(Desk.responsible("411602")).isEqualTo(Desk.CHUANHUI);
    assertThat(Desk.responsible("411603")).isEqualTo(Desk.HENAN);
  }

  @Test
  void every_county_has_a_desk_of_its_own_region() {
    Counties counties = new Counties(Divisions.load(), LocalDate.of(2026, 11, 22));
    Random random = new Random(3);
    for (Region region : Region.values()) {
      for (int i = 0; i < 500; i++) {
        String county = counties.present(region, random).code();
        assertThat(Desk.responsible(county).region()).isEqualTo(region);
      }
    }
  }

  @Test
  void nobody_is_responsible_elsewhere() {
    assertThatThrownBy(() -> Desk.responsible("110101"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
