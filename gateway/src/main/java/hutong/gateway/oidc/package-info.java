/**
 * Asks an OpenID Connect provider who somebody is. Only this package knows the protocol; whoever
 * asks gets a name and the values of one claim.
 */
package hutong.gateway.oidc;
