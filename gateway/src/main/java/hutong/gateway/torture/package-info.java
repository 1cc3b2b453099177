/** {@code hutong torture}: real processes, killed under load, judged from outside. */
package hutong.gateway.torture;
