package hutong.gateway.cli;

import hutong.gateway.node.AuthorityFolder;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Says how a new directory reaches the members. */
final class PassedOn {

  private PassedOn() {}

  static void tell(AuthorityFolder authority, Path directory, PrintWriter out) {
    if (authority.hasHome()) {
      out.println("The authority's own node passes the directory on to all members.");
    } else {
      out.println("One member takes the directory, and passes it on to all others:");
      out.println("  hutong certs directory " + directory + " --home THEIR-HOME");
    }
  }
}
