package hutong.gateway.evidence;

import hutong.certs.Untrusted;

/** Says why a check fails, in both languages, without a value of what was checked. */
final class Failing extends Exception {

  private static final long serialVersionUID = 1L;

  private final String zh;

  Failing(String zh, String en) {
    super(en);
    this.zh = zh;
  }

  static Failing of(Untrusted fault) {
    String zh =
        switch (fault.fault()) {
          case MALFORMED -> "格式不符";
          case TOO_LARGE -> "超出界限";
          case SIGNATURE_INVALID -> "签名或摘要不符";
          case SIGNER_UNKNOWN -> "签名者不受信任";
          case SIGNER_EXPIRED -> "签名者的证书当时无效";
          case SIGNER_REVOKED -> "签名者的证书已吊销";
          case REVOCATION_UNKNOWN -> "吊销状态不明";
          case SUITE_NOT_ALLOWED -> "算法套件不允许";
          case WRONG_KIND -> "内容类别不符";
          case NO_KEY, DECRYPTION_FAILED -> "无法解密";
        };
    return new Failing(zh, fault.getMessage());
  }

  String zh() {
    return zh;
  }
}
