package hutong.gateway.torture;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a campaign runs on: the nodes, whatever else can be killed, and the roads between them. */
interface Parts extends AutoCloseable {

  /** One for each region; clients talk to these. */
  List<RegionNode> nodes();

  /** Every process. */
  List<Part> killable();

  /** What stands before brokers and databases. */
  List<FaultProxy> proxies();

  /** On which a part gets its work; any for a part that has none of its own. */
  FaultProxy road(Part part);

  /** Starts every process and waits until it can serve. */
  void start(Duration longest) throws IOException;

  /**
   * Kills the nodes and audits every ledger, as {@code hutong ledger audit} does.
   *
   * @return what is found, in sentences
   */
  List<String> audit() throws Exception;

  /** Kills every process. */
  @Override
  void close();
}
