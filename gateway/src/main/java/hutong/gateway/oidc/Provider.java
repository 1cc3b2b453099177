package hutong.gateway.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.langtag.LangTag;
import com.nimbusds.langtag.LangTagException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import hutong.gateway.oidc.NotKnown.Why;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An OpenID Connect provider: Authorization Code with PKCE (RFC 7636), state, nonce and issuer (RFC
 * 9207). Nobody is known but by a token whose signature, issuer, audience, times and nonce were
 * verified. What asks the provider takes as long as the settings let it, so it is not to be called
 * on an event loop.
 */
public final class Provider {

  private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration KEYS_LIVE = Duration.ofMinutes(5);
  private static final Duration KEYS_AGAIN = Duration.ofSeconds(10);

  /** Of keys that a provider publishes: never the client's secret, never none. */
  private static final Set<JWSAlgorithm> SIGNED =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** What its document says, and what judges its tokens. */
  private record Found(OIDCProviderMetadata document, IDTokenValidator judge) {}

  private final ProviderSettings settings;
  private final Clock clock;
  private final BoundedHttp http;
  private final ClientID client;
  private volatile Found found;
  private volatile Instant looked;
  private volatile boolean answers = true;

  public Provider(ProviderSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.http = new BoundedHttp(settings.timeout(), settings.trust());
    this.client = new ClientID(settings.clientId());
  }

  /** Whether it answered when it was last asked; asks nothing. */
  public boolean answers() {
    return answers;
  }

  /** Whether it is time to look again. */
  public boolean due() {
    Instant last = looked;
    return last == null || !clock.instant().isBefore(last.plus(LOOK_EVERY));
  }

  /** Asks for its document if that is due, once more if there is no answer. */
  public synchronized void look() {
    if (!due()) {
      return;
    }
    looked = clock.instant();
    boolean before = answers;
    try {
      found = read();
      answers = true;
    } catch (IOException | ParseException first) {
      try {
        found = read();
        answers = true;
      } catch (IOException | ParseException fault) {
        answers = false;
        if (before) {
          LOG.warn("The provider of sign-ins does not answer: {}", fault.getClass().getName());
        }
      }
    }
  }

  private Found read() throws IOException, ParseException {
    String base = settings.issuer().toString().replaceFirst("/$", "");
    URI address = URI.create(base + "/.well-known/openid-configuration");
    OIDCProviderMetadata document =
        OIDCProviderMetadata.parse(http.retrieveResource(address.toURL()).getContent());
    if (!document.getIssuer().getValue().equals(settings.issuer().toString())) {
      throw new IOException("the document is of another issuer");
    }
    for (URI each :
        new URI[] {
          document.getAuthorizationEndpointURI(),
          document.getTokenEndpointURI(),
          document.getJWKSetURI()
        }) {
      if (each == null || !settings.issuer().getScheme().equals(each.getScheme())) {
        throw new IOException("the document names no usable address");
      }
    }
    Found before = found;
    boolean same =
        before != null && before.document().getJWKSetURI().equals(document.getJWKSetURI());
    return new Found(document, same ? before.judge() : judge(document));
  }

  private IDTokenValidator judge(OIDCProviderMetadata document) throws IOException {
    JWKSource<SecurityContext> keys =
        JWKSourceBuilder.create(document.getJWKSetURI().toURL(), http)
            .cache(KEYS_LIVE.toMillis(), settings.timeout().toMillis() * 3)
            .refreshAheadCache(false)
            .rateLimited(KEYS_AGAIN.toMillis())
            .retrying(true)
            .outageTolerant(HOUR.toMillis())
            .build();
    return new IDTokenValidator(
        new Issuer(settings.issuer()),
        client,
        new JWSVerificationKeySelector<>(SIGNED, keys),
        null);
  }

  /** Where somebody signs in. */
  public URI begin(Pending pending, String language) throws NotKnown {
    look();
    Found now = found;
    if (now == null || !answers) {
      throw new NotKnown(Why.UNREACHABLE);
    }
    Scope scope = new Scope(settings.scopes().toArray(String[]::new));
    scope.add("openid");
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(ResponseType.CODE, scope, client, settings.back())
            .endpointURI(now.document().getAuthorizationEndpointURI())
            .state(new State(pending.state()))
            .nonce(new Nonce(pending.nonce()))
            .codeChallenge(new CodeVerifier(pending.verifier()), CodeChallengeMethod.S256);
    try {
      request.uiLocales(List.of(LangTag.parse(language)));
    } catch (LangTagException never) {
      throw new IllegalStateException(never);
    }
    return request.build().toURI();
  }

  /**
   * Who came back.
   *
   * @param parameters of the address
   */
  public Known signIn(Map<String, List<String>> parameters, Pending pending) throws NotKnown {
    look();
    Found now = found;
    if (now == null) {
      throw new NotKnown(Why.UNREACHABLE);
    }
    AuthorizationCode code = code(now.document(), parameters, pending);
    Claims claims = new Claims(verified(now, tokens(now.document(), code, pending), pending));
    return new Known(claims.name(settings.nameClaim()), claims.texts(settings.roleClaim()));
  }

  private AuthorizationCode code(
      OIDCProviderMetadata document, Map<String, List<String>> parameters, Pending pending)
      throws NotKnown {
    AuthenticationResponse response;
    try {
      response = AuthenticationResponseParser.parse(settings.back(), parameters);
    } catch (ParseException wrong) {
      throw new NotKnown(Why.NOT_SOUND, wrong);
    }
    boolean own =
        response.getState() != null && response.getState().getValue().equals(pending.state());
    Issuer issuer = response.getIssuer();
    boolean named =
        issuer == null
            ? !document.supportsAuthorizationResponseIssuerParam()
            : issuer.equals(document.getIssuer());
    if (!own || !named) {
      throw new NotKnown(Why.NOT_SOUND);
    }
    if (!response.indicatesSuccess()) {
      throw new NotKnown(Why.DECLINED);
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new NotKnown(Why.NOT_SOUND);
    }
    return code;
  }

  private JWT tokens(OIDCProviderMetadata document, AuthorizationCode code, Pending pending)
      throws NotKnown {
    AuthorizationCodeGrant grant =
        new AuthorizationCodeGrant(code, settings.back(), new CodeVerifier(pending.verifier()));
    URI to = document.getTokenEndpointURI();
    TokenRequest request =
        settings.clientSecret().isEmpty()
            ? new TokenRequest.Builder(to, client, grant).build()
            : new TokenRequest.Builder(to, secret(document), grant).build();
    try {
      HTTPRequest asked = request.toHTTPRequest();
      asked.setAccept("application/json");
      HTTPResponse said = asked.send(http);
      if (said.getStatusCode() >= 500) {
        throw new NotKnown(Why.UNREACHABLE);
      }
      TokenResponse response = OIDCTokenResponseParser.parse(said);
      if (!response.indicatesSuccess()) {
        throw new NotKnown(Why.NOT_SOUND);
      }
      JWT token = response.toSuccessResponse().getTokens().toOIDCTokens().getIDToken();
      if (!(token instanceof SignedJWT)) {
        throw new NotKnown(Why.NOT_SOUND);
      }
      return token;
    } catch (IOException broken) {
      throw new NotKnown(Why.UNREACHABLE, broken);
    } catch (ParseException wrong) {
      throw new NotKnown(Why.NOT_SOUND, wrong);
    }
  }

  private ClientAuthentication secret(OIDCProviderMetadata document) {
    List<ClientAuthenticationMethod> taken = document.getTokenEndpointAuthMethods();
    boolean basic = taken == null || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    Secret secret = new Secret(settings.clientSecret());
    return basic ? new ClientSecretBasic(client, secret) : new ClientSecretPost(client, secret);
  }

  private Map<String, Object> verified(Found now, JWT token, Pending pending) throws NotKnown {
    try {
      IDTokenClaimsSet claims = now.judge().validate(token, new Nonce(pending.nonce()));
      // A token for several is meant for whom it names; the library does not ask.
      AuthorizedParty meant = claims.getAuthorizedParty();
      boolean ours =
          meant == null
              ? claims.getAudience().size() == 1
              : meant.getValue().equals(client.getValue());
      if (!ours) {
        throw new NotKnown(Why.NOT_SOUND);
      }
      return claims.toJWTClaimsSet().toJSONObject();
    } catch (BadJOSEException | ParseException wrong) {
      throw new NotKnown(Why.NOT_SOUND, wrong);
    } catch (JOSEException noKeys) {
      throw new NotKnown(Why.UNREACHABLE, noKeys);
    }
  }

  /**
   * Where somebody signs out there as well; empty if it has no such place, or is not known. The
   * token that would tell it who goes is personal, and stands in no address.
   */
  public Optional<URI> end() {
    Found now = found;
    return Optional.ofNullable(now)
        .map(each -> each.document().getEndSessionEndpointURI())
        .filter(each -> Objects.equals(each.getScheme(), settings.issuer().getScheme()))
        .map(
            each ->
                new LogoutRequest(each, null, null, client, settings.left(), null, null).toURI());
  }
}
