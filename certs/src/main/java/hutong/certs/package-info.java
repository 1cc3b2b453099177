/** See this room's README. */
package hutong.certs;
