/** Has operations on many records go on, at a bounded rate. */
package hutong.gateway.operations;
