package hutong.gateway.cli;

import hutong.certs.ProxyAddress;
import hutong.gateway.node.AuthorityFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong certs proxy}: a member's broker is reached through a proxy. */
@Command(
    name = "proxy",
    description = "Enters in a new directory through which proxy a member's broker is reached.",
    mixinStandardHelpOptions = true)
final class ProxyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--authority",
      required = true,
      paramLabel = "DIR",
      description = "the authority's folder")
  private Path authority;

  @Option(
      names = "--via",
      required = true,
      paramLabel = "URL",
      description = "socks5://HOST:PORT, or empty for none")
  private String via;

  @Parameters(paramLabel = "NODE", description = "the member")
  private String node;

  @Override
  public Integer call() throws Exception {
    String proxy = ProxyAddress.of(via).isPresent() ? via : "";
    AuthorityFolder book = new AuthorityFolder(authority.toAbsolutePath());
    Path made = book.proxy(node, proxy, Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Signed.");
    PassedOn.tell(book, made, out);
    out.flush();
    return 0;
  }
}
