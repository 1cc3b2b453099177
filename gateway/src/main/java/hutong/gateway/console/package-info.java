/** The console: pages for the people who look after a node. Everything it does, the API can do. */
package hutong.gateway.console;
