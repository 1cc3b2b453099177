/**
 * Who said it, who may read it, and can it be proved later: bytes in, bytes out. See this room's
 * README and PROTOCOL.
 */
package hutong.certs;
