package hutong.gateway.bench;

import java.util.List;

/** Something that is measured by itself, with what it ought to be. */
sealed interface Scenario
    permits LoopScenario,
        LatencyScenario,
        LedgerScenario,
        DestinationsScenario,
        BacklogScenario,
        StartScenario {

  /** As it is called on the command line. */
  String id();

  /** What happens in it, in one line. */
  String about();

  /** Runs it, with everything it needs made for it and gone afterwards. */
  List<Finding> run(Run run) throws Exception;
}
