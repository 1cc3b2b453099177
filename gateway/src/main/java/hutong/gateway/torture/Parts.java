package hutong.gateway.torture;

import java.util.List;

/** What a campaign runs on: the nodes, whatever else can be killed, and the roads between them. */
interface Parts extends AutoCloseable {

  /** One for each region; clients talk to these. */
  List<RegionNode> nodes();

  /** Every process, in the order in which they have to be started. */
  List<Part> killable();

  /** What stands before each broker. */
  List<FaultProxy> proxies();

  @Override
  void close();
}
