/** The HTTP interface of a node, for local systems and operators, and its client. */
package hutong.gateway.http;
