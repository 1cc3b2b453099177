package hutong.gateway.oidc;

import java.util.Set;

/**
 * Whom a provider has vouched for.
 *
 * @param name stable, and no more personal than the claim that was chosen for it
 * @param values of the claim with roles or groups
 */
public record Known(String name, Set<String> values) {}
