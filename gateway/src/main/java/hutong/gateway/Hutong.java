package hutong.gateway;

import hutong.gateway.bench.BenchCommand;
import hutong.gateway.cli.AccountsCommand;
import hutong.gateway.cli.AlarmsCommand;
import hutong.gateway.cli.AuditCommand;
import hutong.gateway.cli.BackupCommand;
import hutong.gateway.cli.BatchCommand;
import hutong.gateway.cli.BatchesCommand;
import hutong.gateway.cli.BrokerCommand;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.cli.CompletionCommand;
import hutong.gateway.cli.ConfigCommand;
import hutong.gateway.cli.DeadlinesCommand;
import hutong.gateway.cli.DialectCommand;
import hutong.gateway.cli.DisclosuresCommand;
import hutong.gateway.cli.DivisionsCommand;
import hutong.gateway.cli.DoctorCommand;
import hutong.gateway.cli.EvidenceCommand;
import hutong.gateway.cli.ExamplesCommand;
import hutong.gateway.cli.ExplainCommand;
import hutong.gateway.cli.FailuresCommand;
import hutong.gateway.cli.LedgerCommand;
import hutong.gateway.cli.MonitoringCommand;
import hutong.gateway.cli.OpsCommand;
import hutong.gateway.cli.ProposalsCommand;
import hutong.gateway.cli.QuarantineCommand;
import hutong.gateway.cli.RatesCommand;
import hutong.gateway.cli.ReconcileCommand;
import hutong.gateway.cli.RecordCommand;
import hutong.gateway.cli.RecordsCommand;
import hutong.gateway.cli.RestoreCommand;
import hutong.gateway.cli.RetentionCommand;
import hutong.gateway.cli.RouteCommand;
import hutong.gateway.cli.RunCommand;
import hutong.gateway.cli.StatusCommand;
import hutong.gateway.cli.SubmitCommand;
import hutong.gateway.cli.SystemsCommand;
import hutong.gateway.cli.TailCommand;
import hutong.gateway.cli.Trouble;
import hutong.gateway.cli.UpgradeCommand;
import hutong.gateway.cli.WebhooksCommand;
import hutong.gateway.cli.WhyCommand;
import hutong.gateway.demo.DemoCommand;
import hutong.gateway.simulate.SimulateCommand;
import hutong.gateway.torture.TortureCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry: {@code hutong <command>}. */
@Command(
    name = "hutong",
    description = "Exchanges resident records between regions. 互通",
    mixinStandardHelpOptions = true,
    version = "hutong 0.1.0",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SubmitCommand.class,
      BatchCommand.class,
      BatchesCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      TailCommand.class,
      RouteCommand.class,
      RecordCommand.class,
      OpsCommand.class,
      ReconcileCommand.class,
      DisclosuresCommand.class,
      AlarmsCommand.class,
      QuarantineCommand.class,
      AuditCommand.class,
      ProposalsCommand.class,
      DeadlinesCommand.class,
      RecordsCommand.class,
      FailuresCommand.class,
      RatesCommand.class,
      RetentionCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      ExamplesCommand.class,
      MonitoringCommand.class,
      ConfigCommand.class,
      CompletionCommand.class,
      LedgerCommand.class,
      EvidenceCommand.class,
      BenchCommand.class,
      TortureCommand.class,
      SimulateCommand.class,
      CertsCommand.class,
      BrokerCommand.class,
      SystemsCommand.class,
      AccountsCommand.class,
      WebhooksCommand.class,
      DivisionsCommand.class,
      DialectCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      UpgradeCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, and all is well",
      "1:refused or not done, or what was asked about is not well",
      "2:wrong usage",
      "3:evidence holds, but no receipt shows that the record came",
      "4:the node could not be asked or puts it off: the same may succeed later"
    })
public final class Hutong {

  private Hutong() {}

  public static void main(String[] arguments) {
    KeyStoreWork.limit();
    System.exit(commandLine().execute(arguments));
  }

  public static CommandLine commandLine() {
    return new CommandLine(new Hutong())
        .setExecutionExceptionHandler(Trouble::tell)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
