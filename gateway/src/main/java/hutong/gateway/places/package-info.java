/** Tables of divisions that a node takes from files while it runs. */
package hutong.gateway.places;
