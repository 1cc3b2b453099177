/** {@code hutong demo}: four regions in one process, real traffic, and a book kept outside them. */
package hutong.gateway.demo;
