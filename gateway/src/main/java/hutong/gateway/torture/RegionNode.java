package hutong.gateway.torture;

import hutong.gateway.demo.people.Region;
import java.net.URI;

/**
 * Where a region's clients call.
 *
 * @param key of the local system {@link #SYSTEM}
 */
record RegionNode(Region region, URI url, String key) {

  static final String SYSTEM = "registry";

  /** Without the key. */
  @Override
  public String toString() {
    return "RegionNode[" + region.node() + "]";
  }
}
