package hutong.gateway.http;

import java.io.IOException;
import java.util.OptionalInt;

/** Asks every partner whether it knows the keys that wait to be used. */
public interface Rehearse {

  /** Returns how many were asked; empty if no keys wait. */
  OptionalInt ask() throws IOException;
}
