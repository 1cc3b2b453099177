/** How is one record followed through both nodes? */
package hutong.gateway.trace;
