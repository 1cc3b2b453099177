package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

  @Test
  void primary_comes_first_and_backups_in_their_order() {
    assertThat(BrokerAddress.list("tls://a.example:61617,tls://[::1]:1,tcp://10.0.0.1:65535"))
        .containsExactly(
            new BrokerAddress("a.example", 61_617),
            new BrokerAddress("::1", 1),
            new BrokerAddress("10.0.0.1", 65_535));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tls://a",
        "tls://a:0",
        "tls://a:65536",
        "http://a:1",
        "tls://a:1?sslEnabled=false",
        "tls://a:1,",
        "tls://a:1, tls://b:1",
        "tls://me:secret@a:1",
        "tls://a:1,tls://a:2,tls://a:3,tls://a:4,tls://a:5"
      })
  void anything_else_is_refused_and_not_repeated(String text) {
    assertThatThrownBy(() -> BrokerAddress.list(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
