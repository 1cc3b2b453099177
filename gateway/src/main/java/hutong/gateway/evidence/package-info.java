/** Evidence of a transfer in one file, its verification without any node, and its page on paper. */
package hutong.gateway.evidence;
