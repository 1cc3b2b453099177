package hutong.gateway.cli;

import hutong.certs.StaleDirectory;
import hutong.certs.Untrusted;
import hutong.client.HutongProblem;
import hutong.gateway.ledger.LedgerFailure;
import hutong.gateway.settings.SettingsFaults;
import hutong.routes.ledger.LedgerUnavailable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Says in one sentence why a command could not do its work; a fault of ours shows its trace. */
public final class Trouble {

  private Trouble() {}

  public static int tell(Exception fault, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    command.getOut().flush();
    if (fault instanceof HutongProblem refused) {
      err.println("hutong: " + refused.getMessage());
      err.println("hutong: request " + refused.requestId() + "; hutong explain " + refused.code());
    } else if (expected(fault)) {
      for (Throwable each = fault; each != null; each = each.getCause()) {
        err.println("hutong: " + each.getMessage());
      }
    } else {
      fault.printStackTrace(err);
    }
    err.flush();
    return later(fault) ? ExitCode.LATER : ExitCode.NOT_DONE;
  }

  private static boolean later(Exception fault) {
    return fault instanceof NodeUnreachable
        || (fault instanceof HutongProblem refused && refused.passing());
  }

  private static boolean expected(Exception fault) {
    return fault instanceof IOException
        || fault instanceof SettingsFaults
        || fault instanceof Untrusted
        || fault instanceof StaleDirectory
        || fault instanceof LedgerFailure
        || fault instanceof LedgerUnavailable
        || fault instanceof TimeoutException
        || fault instanceof IllegalArgumentException;
  }
}
