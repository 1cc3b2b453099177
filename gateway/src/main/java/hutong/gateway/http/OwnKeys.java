package hutong.gateway.http;

import hutong.certs.Credential;
import hutong.certs.Directory;
import hutong.certs.KeyKind;
import hutong.certs.Member;
import hutong.certs.NextKeys;
import hutong.certs.NodeKeys;
import hutong.certs.Role;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The keys that this node holds, by their certificates. */
public interface OwnKeys {

  /** How one stands. */
  enum State {
    CURRENT,
    /** It is used once the directory lists it and, if it signs or serves TLS, keys are rotated. */
    WAITING,
    /** A later one has replaced it; what names it can still be told, and read. */
    RETIRED
  }

  /** One of them. */
  record Key(Role role, State state, X509Certificate certificate) {}

  /** All of them, as they are on disk. */
  record Held(NodeKeys keys, Optional<NextKeys> next) {

    /**
     * Those that wait, those in use, then those retired.
     *
     * @param directory says which are in use: of each kind the newest that it lists
     */
    public List<Key> told(Directory directory) {
      Optional<Member> own = directory.member(keys.memberId());
      List<Key> all = new ArrayList<>();
      next.ifPresent(
          waiting -> {
            waiting.signing().stream()
                .map(Credential::certificate)
                .forEach(each -> all.add(new Key(Role.SIGNING, State.WAITING, each)));
            if (waiting.tls() != null) {
              all.add(new Key(Role.TLS, State.WAITING, waiting.tls().certificate()));
            }
          });
      add(all, Role.SIGNING, keys.signingCertificates(), own.map(Member::signing));
      add(all, Role.ENCRYPTION, keys.encryptionCertificates(), own.map(Member::encryption));
      all.add(new Key(Role.TLS, State.CURRENT, keys.tlsCertificate()));
      all.sort(
          Comparator.comparing((Key each) -> each.state() == State.RETIRED)
              .thenComparing(Key::role)
              .thenComparing(Key::state));
      return List.copyOf(all);
    }

    private static void add(
        List<Key> all,
        Role role,
        List<X509Certificate> held,
        Optional<List<X509Certificate>> listed) {
      Map<KeyKind, X509Certificate> newest = new HashMap<>();
      held.stream()
          .filter(each -> listed.map(certificates -> certificates.contains(each)).orElse(true))
          .forEach(
              each ->
                  newest.merge(
                      KeyKind.of(each),
                      each,
                      BinaryOperator.maxBy(Comparator.comparing(X509Certificate::getNotBefore))));
      for (X509Certificate each : held) {
        all.add(new Key(role, state(each, newest.get(KeyKind.of(each))), each));
      }
    }

    private static State state(X509Certificate one, X509Certificate current) {
      if (one.equals(current)) {
        return State.CURRENT;
      }
      boolean later =
          current == null
              || one.getNotBefore().toInstant().isAfter(current.getNotBefore().toInstant());
      return later ? State.WAITING : State.RETIRED;
    }
  }

  Held held() throws IOException;
}
