package hutong.gateway.cli;

import hutong.schemas.CodeLists;
import hutong.schemas.Divisions;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.SourcePlace;
import hutong.schemas.Validation;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectCheck;
import hutong.schemas.dialects.DialectCheck.Coverage;
import hutong.schemas.dialects.DialectCheck.Outcome;
import hutong.schemas.dialects.DialectFaults;
import hutong.schemas.dialects.DialectFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect check}: tries a dialect's files on samples. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tries a dialect on samples: reads each, judges it, writes it, reads that again.",
      "A sample is a document of the partner's, or, named *.canonical.json, a record of ours. Names,",
      "places and counts are shown, values never."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every sample is sound; what is lost is listed",
      "1:a sample is refused, a code has no counterpart, or, with --strict, something is lost",
      "2:wrong usage",
      "3:the dialect's files can't be used"
    })
final class DialectCommandCheck implements Callable<Integer> {
  private static final String OWN = ".canonical.json";
  private static final int FILES_UNUSABLE = 3;

  @Spec private CommandSpec spec;
  @Mixin private Output output;

  @Parameters(paramLabel = "DIR", description = "folder with dialect.yaml and what it names")
  private Path files;

  @Option(names = "--samples", paramLabel = "DIR", description = "folder with samples")
  private Path samples;

  @Option(
      names = "--beside",
      paramLabel = "FIELD=VALUE",
      description = "what travels beside the samples, where the dialect takes such")
  private Map<String, String> beside = Map.of();

  @Option(names = "--strict", description = "a loss is a fault as well")
  private boolean strict;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    RecordTypes types = RecordTypes.load();
    CodeLists lists = CodeLists.load();
    try {
      Dialect dialect = new DialectFiles(types, lists).read(DialectFiles.in(files));
      DialectCheck check =
          new DialectCheck(
              dialect,
              new Documents(),
              new Validation(types, Divisions.load(), lists),
              types,
              Clock.systemUTC().instant());
      List<Outcome> outcomes = new ArrayList<>();
      for (Path sample : samples()) {
        outcomes.add(tried(check, sample));
      }
      if (output.json()) {
        out.println(json(dialect, outcomes, check.coverage()).encodePrettily());
      } else {
        tell(out, dialect, outcomes, check.coverage());
      }
      return outcomes.stream().allMatch(this::passes) ? 0 : 1;
    } catch (DialectFaults faults) {
      faults.faults().forEach(out::println);
      return FILES_UNUSABLE;
    } finally {
      out.flush();
    }
  }

  private List<Path> samples() throws IOException {
    if (samples == null) {
      return List.of();
    }
    if (!Files.isDirectory(samples)) {
      throw new IOException("There is no folder " + samples);
    }
    try (Stream<Path> all = Files.walk(samples)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Outcome tried(DialectCheck check, Path sample) throws IOException {
    String name = samples.relativize(sample).toString();
    if (name.toLowerCase(Locale.ROOT).endsWith(OWN)) {
      return check.own(name, Files.readAllBytes(sample));
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(sample))) {
      return check.partner(name, in, beside);
    }
  }

  private boolean passes(Outcome each) {
    boolean lossless = each.unread().isEmpty() && each.lost().isEmpty();
    boolean mapped = each.found().stream().noneMatch(DialectCommandCheck::unmapped);
    return !each.refused() && each.records() > 0 && mapped && (lossless || !strict);
  }

  private static boolean unmapped(Violation each) {
    return each.rule().equals("code-unmapped");
  }

  private static void tell(
      PrintWriter out, Dialect dialect, List<Outcome> outcomes, List<Coverage> coverage) {
    out.printf("%s, %s%n", dialect.heading(), dialect.mediaType());
    for (Outcome each : outcomes) {
      out.printf(
          "%n%s: %d records, %s%n",
          each.name(), each.records(), each.refused() ? "refused" : "round trip done");
      for (Violation found : each.found()) {
        SourcePlace at = found.source() == null ? new SourcePlace(0, "") : found.source();
        out.printf(
            "  %-6s row %d %s %s %s: %s%n",
            found.refuses() ? "REFUSE" : "warn",
            at.row(),
            at.column(),
            found.pointer(),
            found.rule(),
            found.en());
      }
      list(out, "not carried", each.unread());
      list(out, "lost in the partner's form", each.lost());
      list(out, "written otherwise than it was", each.rewritten());
    }
    out.printf("%n%-32s %8s %6s %4s  not carried%n", "type", "allowed", "mapped", "seen");
    for (Coverage each : coverage) {
      out.printf(
          "%-32s %8d %6d %4d  %s%n",
          each.type(),
          each.allowed().size(),
          each.mapped().size(),
          each.seen().size(),
          String.join(" ", missing(each)));
    }
  }

  private static Set<String> missing(Coverage each) {
    Set<String> missing = new TreeSet<>(each.allowed());
    missing.removeAll(each.mapped());
    return missing;
  }

  private static void list(PrintWriter out, String what, Collection<String> places) {
    if (!places.isEmpty()) {
      out.printf("  %s: %s%n", what, String.join(", ", places));
    }
  }

  private static JsonObject json(Dialect dialect, List<Outcome> outcomes, List<Coverage> coverage) {
    JsonArray tried = new JsonArray();
    for (Outcome each : outcomes) {
      JsonArray found = new JsonArray();
      each.found().forEach(violation -> found.add(json(violation)));
      tried.add(
          new JsonObject()
              .put("name", each.name())
              .put("records", each.records())
              .put("refused", each.refused())
              .put("found", found)
              .put("notCarried", list(each.unread()))
              .put("lost", list(each.lost()))
              .put("rewritten", list(each.rewritten())));
    }
    JsonArray types = new JsonArray();
    for (Coverage each : coverage) {
      types.add(
          new JsonObject()
              .put("type", each.type())
              .put("allowed", each.allowed().size())
              .put("mapped", each.mapped().size())
              .put("seen", each.seen().size())
              .put("missing", list(missing(each))));
    }
    return new JsonObject()
        .put("dialect", dialect.heading().toString())
        .put("samples", tried)
        .put("coverage", types);
  }

  private static JsonObject json(Violation each) {
    JsonObject found =
        new JsonObject()
            .put("code", each.code().name())
            .put("severity", each.severity().name())
            .put("pointer", each.pointer())
            .put("rule", each.rule())
            .put("zh", each.zh())
            .put("en", each.en());
    if (each.source() != null) {
      found.put("row", each.source().row()).put("column", each.source().column());
    }
    return found;
  }

  private static JsonArray list(Collection<String> texts) {
    return new JsonArray(List.copyOf(texts));
  }
}
