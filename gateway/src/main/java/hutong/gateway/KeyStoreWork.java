package hutong.gateway;

/**
 * Sets how much work a PKCS#12 file costs to open. The secret is 256 random bits unless somebody
 * gives another, so stretching it adds nothing but seconds to every start; OpenSSL's default stays.
 */
final class KeyStoreWork {

  private static final String ITERATIONS = "2048";

  private KeyStoreWork() {}

  static void limit() {
    for (String kind :
        new String[] {"macIterationCount", "keyPbeIterationCount", "certPbeIterationCount"}) {
      System.setProperty("keystore.pkcs12." + kind, ITERATIONS);
    }
  }
}
