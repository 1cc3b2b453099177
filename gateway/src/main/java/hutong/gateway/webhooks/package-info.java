/** Tells local systems what became of their records, by Standard Webhooks. */
package hutong.gateway.webhooks;
