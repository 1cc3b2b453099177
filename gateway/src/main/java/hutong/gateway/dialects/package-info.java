/**
 * Partners' dialects as a node lives with them: which version, since when, and what a next one
 * would do.
 */
package hutong.gateway.dialects;
