package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a directory names is signed and sealed for until it expires, and not after. */
final class ExpiredDirectoryTest {

  private static final World WORLD = World.fresh();
  private static final Instant EXPIRY = WORLD.directory.expires();
  private static final byte[] DOCUMENT = {1, 2, 3};

  private Instant now = EXPIRY.minusMillis(1);

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  private final Sealer sealer =
      new Sealer(WORLD.senderKeys, () -> WORLD.directory, WORLD.suites, clock, WORLD.operations);

  @Test
  void nothing_is_sealed_for_a_key_of_an_expired_directory() {
    byte[] signed = sealer.sign(DOCUMENT, ContentKind.EXCHANGE);
    assertThat(sealer.seal(signed, WORLD.recipient())).isNotEmpty();
    now = EXPIRY;
    assertThatThrownBy(() -> sealer.seal(signed, WORLD.recipient()))
        .isInstanceOfSatisfying(NoUsableKey.class, e -> assertThat(e.suiteNotAllowed()).isFalse());
    assertThatThrownBy(() -> sealer.sealAll(List.of(signed), WORLD.recipient()))
        .isInstanceOf(NoUsableKey.class);
  }

  @Test
  void nothing_is_signed_for_whom_an_expired_directory_names_though_a_key_was_chosen_before() {
    assertThat(sealer.sign(DOCUMENT, ContentKind.EXCHANGE, World.RECIPIENT)).isNotNull();
    now = EXPIRY;
    assertThatThrownBy(() -> sealer.sign(DOCUMENT, ContentKind.EXCHANGE, World.RECIPIENT))
        .isInstanceOf(NoUsableKey.class);
  }

  /** Else nobody could ask for a newer directory. */
  @Test
  void what_must_not_be_held_back_is_signed_all_the_same() {
    now = EXPIRY;
    assertThat(sealer.answer(DOCUMENT, ContentKind.CONTROL, World.RECIPIENT)).isNotNull();
  }
}
