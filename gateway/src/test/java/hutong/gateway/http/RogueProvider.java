package hutong.gateway.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An OpenID Connect provider that can be told to say what none should. */
final class RogueProvider implements AutoCloseable {

  static final String CLIENT = "hutong";
  static final String SECRET = "a synthetic secret of more than thirty-two octets";

  /** How its tokens are signed. */
  enum Signing {
    SOUND,
    NONE,
    BY_THE_SECRET,
    BY_ANOTHER
  }

  private record Asked(String nonce, String challenge) {}

  private final Map<String, Asked> codes = new HashMap<>();
  private final HttpServer server;
  private RSAKey key = key();
  volatile Signing signing = Signing.SOUND;
  volatile String name = "u-17";
  volatile List<String> groups = List.of("hutong-operators");
  volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();

  /** What its document says; null: as it should. */
  volatile byte[] document;

  volatile int status = 200;
  final AtomicInteger asked = new AtomicInteger();

  RogueProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", this::document);
    server.createContext(
        "/keys",
        call -> send(call, 200, new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8)));
    server.createContext("/token", this::token);
    server.start();
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048)
          .keyID(UUID.randomUUID().toString())
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException never) {
      throw new IllegalStateException(never);
    }
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void rotate() {
    key = key();
  }

  /** Signs somebody in, who asked by this address; gives the code. */
  String signIn(Map<String, String> address) {
    String code = UUID.randomUUID().toString();
    codes.put(code, new Asked(address.get("nonce"), address.get("code_challenge")));
    return code;
  }

  private void document(HttpExchange call) throws IOException {
    asked.incrementAndGet();
    String sound =
        """
        {"issuer": "ISS", "authorization_endpoint": "ISS/auth", "token_endpoint": "ISS/token",
         "jwks_uri": "ISS/keys", "end_session_endpoint": "ISS/out", "response_types_supported":
         ["code"], "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
        """
            .replace("ISS", issuer());
    send(call, status, document == null ? sound.getBytes(StandardCharsets.UTF_8) : document);
  }

  private void token(HttpExchange call) throws IOException {
    String form = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> given = parameters(form);
    Asked asker = codes.remove(given.get("code"));
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
    boolean fits =
        asker != null
            && challenge(given.get("code_verifier")).equals(asker.challenge())
            && ("Basic " + basic).equals(call.getRequestHeaders().getFirst("Authorization"));
    if (!fits) {
      send(call, 400, "{\"error\": \"invalid_grant\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    String token = token(asker.nonce());
    send(
        call,
        200,
        ("{\"access_token\": \"any\", \"token_type\": \"Bearer\", \"id_token\": \"" + token + "\"}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private String token(String nonce) {
    Instant now = Instant.now();
    JWTClaimsSet set =
        claims
            .apply(
                new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .audience(CLIENT)
                    .subject(name)
                    .claim("nonce", nonce)
                    .claim("groups", groups)
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(300))))
            .build();
    try {
      if (signing == Signing.NONE) {
        return new PlainJWT(set).serialize();
      }
      if (signing == Signing.BY_THE_SECRET) {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set);
        token.sign(new MACSigner(SECRET));
        return token.serialize();
      }
      RSAKey with = signing == Signing.BY_ANOTHER ? key() : key;
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, set);
      token.sign(new RSASSASigner(with));
      return token.serialize();
    } catch (JOSEException never) {
      throw new IllegalStateException(never);
    }
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException(never);
    }
  }

  static Map<String, String> parameters(String query) {
    Map<String, String> all = new HashMap<>();
    for (String each : query.split("&", -1)) {
      String[] parts = each.split("=", 2);
      all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return all;
  }

  private static void send(HttpExchange call, int status, byte[] body) throws IOException {
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
