package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import java.util.UUID;

/**
 * A record put on the wire past its sender's gateway.
 *
 * @param state in which its recipient has to hold it
 */
record Wired(UUID id, Region from, Region to, String state) {}
