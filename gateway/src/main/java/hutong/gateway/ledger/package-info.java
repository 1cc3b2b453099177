/** The ledger on SQL: the one place where a record's fate is written down. */
package hutong.gateway.ledger;
