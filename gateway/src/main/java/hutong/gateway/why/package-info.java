/** Why a record stands where it does, in one sentence: the one source of it for all who show it. */
package hutong.gateway.why;
