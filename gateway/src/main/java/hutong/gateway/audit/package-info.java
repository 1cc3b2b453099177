/** Has what people do noted in the ledger: before it is done, and what came of it. */
package hutong.gateway.audit;
