package hutong.gateway.torture;

import hutong.gateway.demo.people.Region;
import java.net.URI;
import java.util.List;

/**
 * Where a region's clients call.
 *
 * @param urls of its replicas
 * @param key of its local system
 */
record RegionNode(Region region, List<URI> urls, String key) {

  /** Without the key. */
  @Override
  public String toString() {
    return "RegionNode[" + region.node() + "]";
  }
}
