package hutong.gateway.cli;

import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.node.Home;
import hutong.gateway.systems.SystemsFile;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;

/** Makes the first operator's key of a new node, and says once what is needed to go on. */
final class FirstStart {

  private static final String OPERATOR = "operator";

  private FirstStart() {}

  static void tell(Home home, PrintWriter out) {
    SystemsFile systems = new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom());
    String key = systems.addOperator(OPERATOR, null);
    String password =
        new Accounts(home.accounts(), Clock.systemUTC(), new SecureRandom())
            .add(OPERATOR, Role.OPERATOR, null);
    out.println("A new node was made in " + home.folder());
    out.println("  its secret, which opens its keys:  " + home.folder().resolve("secret"));
    out.println("  the operator's key, shown this once: " + key);
    out.println(
        "  the console, at /console:  " + OPERATOR + " / " + password + ", shown this once");
    out.println("  next: hutong systems add NAME --divisions PREFIX --home " + home.folder());
    out.flush();
  }
}
