package hutong.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong examples}: small programs that post, wait and decide. */
@Command(
    name = "examples",
    description = "Writes small programs that post and decide: curl, Node, Java.",
    mixinStandardHelpOptions = true)
public final class ExamplesCommand implements Callable<Integer> {

  private static final String FOLDER = "/hutong/gateway/examples/";
  private static final List<String> FILES =
      List.of(
          "README.md",
          "post.sh",
          "decide.sh",
          "post.mjs",
          "decide.mjs",
          "Post.java",
          "Decide.java");

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "made if it is not there; files of these names in it are left as they are")
  private Path to;

  @Override
  public Integer call() throws IOException {
    return WrittenOut.all(spec.commandLine().getOut(), FOLDER, FILES, to);
  }
}
