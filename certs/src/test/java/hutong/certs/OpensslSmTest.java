package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL's own SM2 and SM3 judge what is signed in SM, and certificates of every suite. */
final class OpensslSmTest {

  private static final Pair PAIR = Pair.of("SM");

  @TempDir Path folder;

  @Test
  void openssl_verifies_the_signature_and_the_digest() throws Exception {
    SignedFrame frame = SignedFrame.read(PAIR.signed(ContentKind.EXCHANGE));
    SignerFrame signer = frame.signers().get(0);
    assertThat(verify(signer.toBeSigned(), signer.signature())).isZero();
    Path content = Files.write(folder.resolve("content"), frame.content());
    Path digest = folder.resolve("digest");
    assertThat(openssl("dgst", "-sm3", "-binary", "-out", digest.toString(), content.toString()))
        .isZero();
    assertThat(Files.readAllBytes(digest)).isEqualTo(signer.attributes().messageDigest());
  }

  @Test
  void openssl_refuses_what_was_changed() throws Exception {
    SignerFrame signer = SignedFrame.read(PAIR.signed(ContentKind.EXCHANGE)).signers().get(0);
    byte[] changed = signer.toBeSigned().clone();
    changed[changed.length - 1] ^= 1;
    assertThat(verify(changed, signer.signature())).isNotZero();
  }

  @Test
  void openssl_decrypts_the_content_key() throws Exception {
    byte[] contentKey = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    byte[] info =
        new Sm()
            .wrapper(PAIR.recipientKeys.encryptionCertificates())
            .wrap(contentKey, new Operations());
    Der parts = Der.of(info).enter(Der.SEQUENCE);
    parts.any();
    parts.any();
    parts.any();
    Path in = Files.write(folder.resolve("encrypted"), parts.value(Der.OCTET_STRING));
    Path key =
        pem("PRIVATE KEY", PAIR.recipientKeys.encryption().get(0).key().getEncoded(), "key.pem");
    Path out = folder.resolve("decrypted");
    assertThat(
            openssl(
                "pkeyutl",
                "-decrypt",
                "-inkey",
                key.toString(),
                "-in",
                in.toString(),
                "-out",
                out.toString()))
        .isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(contentKey);
  }

  @Test
  void openssl_verifies_certificates_under_the_root() throws Exception {
    List<X509Certificate> all = new ArrayList<>(PAIR.senderKeys.signingCertificates());
    all.addAll(PAIR.senderKeys.encryptionCertificates());
    Path root = pem("CERTIFICATE", PAIR.authority.root().getEncoded(), "root.pem");
    for (X509Certificate each : all) {
      Path certificate = pem("CERTIFICATE", each.getEncoded(), "certificate.pem");
      assertThat(
              openssl(
                  "verify",
                  "-CAfile",
                  root.toString(),
                  "-attime",
                  Long.toString(World.NOW.getEpochSecond()),
                  certificate.toString()))
          .isZero();
    }
  }

  private int verify(byte[] octets, byte[] signature) throws Exception {
    Path key =
        pem(
            "PUBLIC KEY",
            PAIR.senderKeys.signingCertificate().getPublicKey().getEncoded(),
            "public.pem");
    Path in = Files.write(folder.resolve("attributes"), octets);
    Path signed = Files.write(folder.resolve("signature"), signature);
    return openssl(
        "dgst",
        "-sm3",
        "-sigopt",
        "distid:1234567812345678",
        "-verify",
        key.toString(),
        "-signature",
        signed.toString(),
        in.toString());
  }

  private Path pem(String what, byte[] der, String name) throws IOException {
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), what);
    return Files.writeString(folder.resolve(name), text);
  }

  private int openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    if (process.exitValue() != 0) {
      System.out.println(Files.readString(log, StandardCharsets.UTF_8));
    }
    return process.exitValue();
  }
}
