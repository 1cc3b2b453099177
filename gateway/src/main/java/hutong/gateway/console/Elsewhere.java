package hutong.gateway.console;

import hutong.gateway.oidc.Known;
import hutong.gateway.oidc.NotKnown;
import hutong.gateway.oidc.Pending;
import hutong.gateway.oidc.Provider;
import hutong.gateway.oidc.ProviderSettings;
import hutong.gateway.settings.Settings;
import hutong.routes.ledger.Proposals;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets people in whom an OpenID Connect provider vouches for, beside the node's own accounts. Whose
 * claim fits no role is not let in.
 */
public final class Elsewhere {

  /** Before the names of all who come so: no account of the node's own begins with it. */
  static final String PREFIX = Proposals.VOUCHED;

  /** What a value of the claim makes somebody. */
  private record Grant(String value, Role role, String system) {

    private static Grant of(String written) {
      int end = written.lastIndexOf('=');
      String word = written.substring(end + 1);
      int system = word.indexOf(':');
      String role = system < 0 ? word : word.substring(0, system);
      return new Grant(
          written.substring(0, end),
          Role.of(role).orElseThrow(),
          system < 0 ? null : word.substring(system + 1));
    }
  }

  private final Provider provider;
  private final List<Grant> grants;
  private final boolean encrypted;
  private final Clock clock;

  private Elsewhere(Provider provider, List<Grant> grants, boolean encrypted, Clock clock) {
    this.provider = provider;
    this.grants = grants;
    this.encrypted = encrypted;
    this.clock = clock;
  }

  /**
   * As the settings say; null if they name no provider. Asks it nothing yet.
   *
   * @param home what the settings name files in
   */
  public static Elsewhere of(Settings.Console console, Path home, Clock clock) throws IOException {
    Settings.Oidc oidc = console.oidc();
    if (!oidc.on()) {
      return null;
    }
    Provider provider =
        new Provider(
            new ProviderSettings(
                URI.create(oidc.issuer()),
                oidc.clientId(),
                oidc.clientSecret(),
                oidc.scopes(),
                oidc.roleClaim(),
                oidc.nameClaim(),
                oidc.timeout(),
                oidc.trust().isEmpty() ? null : home.resolve(oidc.trust()),
                URI.create(console.url() + OtherDoor.BACK),
                URI.create(console.url() + Door.IN)),
            clock);
    return new Elsewhere(
        provider,
        oidc.roles().stream().map(Grant::of).toList(),
        console.url().startsWith("https:"),
        clock);
  }

  /** Whether browsers reach the console by https, whoever ends it. */
  public boolean encrypted() {
    return encrypted;
  }

  boolean answers() {
    return provider.answers();
  }

  boolean due() {
    return provider.due();
  }

  void look() {
    provider.look();
  }

  URI begin(Pending pending, String language) throws NotKnown {
    return provider.begin(pending, language);
  }

  Optional<URI> end() {
    return provider.end();
  }

  /** The account of whoever came back; empty for somebody without a role here. */
  Optional<Account> signIn(Map<String, List<String>> parameters, Pending pending) throws NotKnown {
    Known known = provider.signIn(parameters, pending);
    return grants.stream()
        .filter(each -> known.values().contains(each.value()))
        .findFirst()
        .map(
            each ->
                new Account(
                    PREFIX + known.name(), each.role(), each.system(), null, clock.instant()));
  }
}
