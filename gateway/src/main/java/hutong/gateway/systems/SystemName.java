package hutong.gateway.systems;

/** What local systems and operators may be called: part of queue names and keys. */
final class SystemName {

  private SystemName() {}

  /** Whether it is {@code [a-z0-9-]{2,40}}. */
  static boolean valid(String name) {
    if (name.length() < 2 || name.length() > 40) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return false;
      }
    }
    return true;
  }
}
