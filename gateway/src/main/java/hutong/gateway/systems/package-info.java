/** Who may use this node's interfaces: local systems, operators and their keys. */
package hutong.gateway.systems;
