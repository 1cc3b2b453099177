/**
 * What a monitoring system sees of a node: counts, times and gauges, no ids and nothing personal.
 */
package hutong.gateway.watch;
