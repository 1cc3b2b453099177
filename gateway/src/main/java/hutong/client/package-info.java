/**
 * A client of a node's API for local systems: the JDK's HTTP and Jackson, nothing else of this
 * program. Also as {@code gateway-client.jar}.
 */
package hutong.client;
