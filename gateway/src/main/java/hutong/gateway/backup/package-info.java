/** A node's data as of one instant: taken, judged, put back; and an upgrade tried on a copy. */
package hutong.gateway.backup;
