/**
 * What a whole country would need, worked out minute by minute from what one machine was measured
 * to do. Arithmetic alone: nothing here runs a node.
 */
package hutong.gateway.bench.country;
