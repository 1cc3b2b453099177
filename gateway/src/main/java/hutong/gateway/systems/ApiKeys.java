package hutong.gateway.systems;

import java.util.Optional;

/** Tells whose key was shown. */
public interface ApiKeys {

  /** The caller whose valid key this is; empty for an unknown, expired or malformed one. */
  Optional<Caller> callerOf(String key);
}
