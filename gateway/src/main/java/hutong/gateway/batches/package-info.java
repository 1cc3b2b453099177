/**
 * Tables that are taken first and worked off then: kept encrypted, with what became of each row.
 */
package hutong.gateway.batches;
