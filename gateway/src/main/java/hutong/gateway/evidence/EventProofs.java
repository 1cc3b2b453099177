package hutong.gateway.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.routes.ledger.CheckpointProof;
import hutong.routes.ledger.LedgerPosition;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What proves the events of a transfer, {@code ledger/events.json}.
 *
 * @param events each with its way to the root of a checkpoint's tree
 * @param unbound how many more there are, which no checkpoint binds yet or which are left out
 */
record EventProofs(List<Proven> events, int unbound) {

  static final int MAX_BYTES = 4 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(6)
                          .maxStringLength(16_384)
                          .maxNameLength(64)
                          .maxNumberLength(20)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * One event.
   *
   * @param event the octets that its digest is over
   * @param checkpoint number of the checkpoint that binds it
   */
  record Proven(
      long epoch,
      String writer,
      long number,
      String digest,
      byte[] event,
      long checkpoint,
      byte[] salt,
      long index,
      List<byte[]> path) {

    Proven {
      path = List.copyOf(path);
    }

    LedgerPosition position() {
      return new LedgerPosition(epoch, writer, number, digest);
    }
  }

  EventProofs {
    events = List.copyOf(events);
  }

  static EventProofs of(CheckpointProof proof) {
    return new EventProofs(
        proof.events().stream()
            .map(
                each ->
                    new Proven(
                        each.position().epoch(),
                        each.position().writer(),
                        each.position().number(),
                        each.position().digest(),
                        each.event(),
                        each.checkpoint(),
                        each.salt(),
                        each.index(),
                        each.path()))
            .toList(),
        proof.unbound());
  }

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("proofs of events", e);
    }
  }

  static EventProofs read(byte[] json) throws Failing {
    try {
      EventProofs read = JSON.readValue(json, EventProofs.class);
      if (read.checkpoints().size() > CheckpointProof.MOST_CHECKPOINTS) {
        throw new Failing("检查点过多", "there are too many checkpoints");
      }
      return read;
    } catch (IOException | RuntimeException unreadable) {
      throw new Failing("无法读取", "the proofs of events cannot be read");
    }
  }

  SortedSet<Long> checkpoints() {
    SortedSet<Long> numbers = new TreeSet<>();
    events.forEach(each -> numbers.add(each.checkpoint));
    return numbers;
  }
}
