package hutong.gateway.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Losses;
import hutong.schemas.dialects.Translated;
import hutong.schemas.dialects.Unwritable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dialects of a running node. Where a version runs as shadow, it translates what the live one
 * does, and what differs is counted; its faults touch nobody.
 */
public final class NodeDialects implements Dialects {
  private static final Logger LOG = LoggerFactory.getLogger(NodeDialects.class);

  private final LiveDialects versions;
  private final ShadowBook book;
  private final Clock clock;

  public NodeDialects(LiveDialects versions, ShadowBook book, Clock clock) {
    this.versions = versions;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public Optional<Dialect> live(String name) {
    return versions.live(name);
  }

  @Override
  public List<Standing> all() {
    try {
      return versions.standings();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public Optional<ShadowReport> compared(String name) {
    try {
      Optional<Dialect> shadow = versions.shadow(name);
      return shadow.isEmpty()
          ? Optional.empty()
          : Optional.of(book.report(name, shadow.get().heading().version()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What differs, as far as it could be found out. */
  private interface Trial {
    List<Difference> differences(Dialect shadow) throws IOException, RefusedInput, Unwritable;
  }

  private void tried(Dialect live, Direction direction, Trial trial) {
    try {
      Optional<Dialect> shadow = versions.shadow(live.heading().name());
      if (shadow.isEmpty()) {
        return;
      }
      book.note(
          live.heading().name(),
          live.heading().version(),
          shadow.get().heading().version(),
          direction,
          found(trial, shadow.get()));
    } catch (RuntimeException | StackOverflowError fault) {
      LOG.error("A version that runs as shadow failed: {}", fault.getClass().getName());
    }
  }

  private static List<Difference> found(Trial trial, Dialect shadow) {
    try {
      return trial.differences(shadow);
    } catch (RefusedInput refused) {
      return refusedBy(refused.violations(), Difference.Kind.REFUSED_BY_SHADOW);
    } catch (Unwritable unwritable) {
      return refusedBy(unwritable.violations(), Difference.Kind.REFUSED_BY_SHADOW);
    } catch (IOException | RuntimeException | StackOverflowError fault) {
      return List.of(new Difference(fault.getClass().getSimpleName(), Difference.Kind.FAULT));
    }
  }

  @Override
  public void wasRead(Dialect by, Translated result, byte[] document, Map<String, String> beside) {
    tried(
        by,
        Direction.READ,
        shadow -> {
          if (document == null) {
            return shadow.again(result).map(again -> read(result, again)).orElse(List.of());
          }
          try (DialectReader reader =
              shadow.open(
                  new ByteArrayInputStream(document), result.readAt(), known(shadow, beside))) {
            return read(result, reader.next());
          }
        });
  }

  /** What the shadow does not take beside a document it does without. */
  private static Map<String, String> known(Dialect shadow, Map<String, String> beside) {
    Map<String, String> known = new HashMap<>(beside);
    known.keySet().retainAll(shadow.given());
    return known;
  }

  private static List<Difference> read(Translated live, Translated shadow) {
    if (shadow == null) {
      return List.of(new Difference("", Difference.Kind.REFUSED_BY_SHADOW));
    }
    if (live.refused() != shadow.refused()) {
      return live.refused()
          ? refusedBy(live.found(), Difference.Kind.REFUSED_BY_LIVE)
          : refusedBy(shadow.found(), Difference.Kind.REFUSED_BY_SHADOW);
    }
    if (live.refused()) {
      return List.of();
    }
    List<Difference> found = new ArrayList<>(between(live.record(), shadow.record()));
    found.addAll(remarked(shadow, live, Difference.Kind.REMARKED_BY_SHADOW));
    found.addAll(remarked(live, shadow, Difference.Kind.REMARKED_BY_LIVE));
    return found;
  }

  /** What one finds odd and the other does not. */
  private static List<Difference> remarked(Translated by, Translated not, Difference.Kind kind) {
    return by.found().stream()
        .filter(
            each ->
                not.found().stream()
                    .noneMatch(
                        other ->
                            other.rule().equals(each.rule())
                                && other.pointer().equals(each.pointer())))
        .map(each -> new Difference(each.pointer(), kind))
        .distinct()
        .toList();
  }

  private static List<Difference> refusedBy(List<Violation> violations, Difference.Kind kind) {
    return violations.stream()
        .filter(Violation::refuses)
        .map(each -> new Difference(each.pointer(), kind))
        .distinct()
        .toList();
  }

  @Override
  public void wasWritten(Dialect by, ObjectNode record) {
    tried(
        by,
        Direction.WRITE,
        shadow -> {
          ObjectNode live;
          try {
            live = by.tree(record, clock.instant());
          } catch (Unwritable refused) {
            return shadow.types().contains(record.path("type").asText())
                ? refusedBy(refused.violations(), Difference.Kind.REFUSED_BY_LIVE)
                : List.of();
          }
          return between(live, shadow.tree(record, clock.instant()));
        });
  }

  private static List<Difference> between(JsonNode live, JsonNode shadow) {
    List<Difference> found = new ArrayList<>();
    for (String pointer : Losses.between(live, shadow)) {
      Difference.Kind kind =
          live.at(pointer).isMissingNode()
              ? Difference.Kind.ONLY_SHADOW
              : shadow.at(pointer).isMissingNode()
                  ? Difference.Kind.ONLY_LIVE
                  : Difference.Kind.VALUE;
      found.add(new Difference(pointer, kind));
    }
    return found.stream().distinct().toList();
  }
}
