package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import hutong.routes.ledger.Piece;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any signed bytes are no piece, or one within all bounds that is written again as it came. */
class PieceFrameFuzzTest {

  static List<byte[]> seeds() {
    byte[] whole = new byte[Piece.BYTES];
    return List.of(
        new PieceFrame("410000", new Piece("ab".repeat(32), 10, 0, new byte[10])).write(),
        new PieceFrame("410000", new Piece("cd".repeat(32), Piece.BYTES + 7, 0, whole)).write(),
        new PieceFrame("410000", new Piece("cd".repeat(32), Piece.BYTES + 7, 1, new byte[7]))
            .write());
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_no_piece_or_is_written_again_as_it_came(byte[] frame) {
    PieceFrame.read(frame)
        .ifPresent(
            read -> {
              assertThat(read.piece().size()).isBetween(1, Piece.MOST_BYTES);
              if (read.to().chars().allMatch(c -> c < 0x80)) {
                assertThat(read.write()).isEqualTo(frame);
              }
            });
  }
}
