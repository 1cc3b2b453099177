package hutong.gateway.oidc;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which provider is asked, and as whom.
 *
 * @param issuer as its documents and tokens name it
 * @param clientSecret empty for a client that has none
 * @param roleClaim the claim with roles or groups: its name, or names from outside in with dots
 * @param nameClaim the claim that becomes the account's name
 * @param timeout of one whole question
 * @param trust PEM file of its authorities; null for those of Java
 * @param back where people come back to when they have signed in
 * @param left where they come back to when they have signed out
 */
public record ProviderSettings(
    URI issuer,
    String clientId,
    String clientSecret,
    List<String> scopes,
    String roleClaim,
    String nameClaim,
    Duration timeout,
    Path trust,
    URI back,
    URI left) {

  @Override
  public String toString() {
    return "ProviderSettings[issuer=" + issuer + ", clientId=" + clientId + ", clientSecret=***]";
  }
}
