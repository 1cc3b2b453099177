package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.TimestampType;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Validators of other people judge a container: the European Commission's DSS as it comes, and
 * OpenSSL part by part.
 */
final class OutsideJudgesTest {

  /** They judge by the machine's clock. */
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;
  private Authority authority;
  private NodeKeys keys;
  private Directory directory;
  private Path file;

  @BeforeEach
  void a_container() throws Exception {
    authority = Authority.create(folder.resolve("authority"), World.SECRET, CLOCK);
    keys = authority.issue(World.SENDER, List.of("localhost"));
    DirectoryContent content =
        new DirectoryContent(
            1,
            CLOCK.instant(),
            CLOCK.instant().plus(Duration.ofDays(30)),
            List.of(World.member(keys, List.of("36"), "INTL", List.of())));
    directory =
        Directory.verify(
            authority.signDirectory(content), authority.root(), CLOCK, Suites.standard());
    file = folder.resolve("evidence.asice");
    try (OutputStream out = Files.newOutputStream(file)) {
      ContainerWriter writer = new ContainerWriter(out, CLOCK);
      writer.put("page.html", "<p>证据</p>".getBytes(StandardCharsets.UTF_8));
      writer.put("document/exchange.cms", signed("a document", ContentKind.EXCHANGE));
      writer.put("receipts/1.cms", signed("a receipt", ContentKind.RECEIPT));
      writer.finish(keys, any -> true, authority.issueTimeStamper(World.SENDER), CLOCK);
    }
  }

  @Test
  void dss_finds_an_asic_e_whose_cades_baseline_t_signature_and_time_stamp_pass() {
    Reports reports = dss(file);
    SimpleReport report = reports.getSimpleReport();
    DiagnosticData data = reports.getDiagnosticData();
    assertThat(report.getContainerType()).isEqualTo(ASiCContainerType.ASiC_E);
    assertThat(report.getSignaturesCount()).isEqualTo(1);
    String signature = report.getFirstSignatureId();
    assertThat(report.getIndication(signature))
        .as("%s %s", report.getSubIndication(signature), report.getAdESValidationErrors(signature))
        .isEqualTo(Indication.TOTAL_PASSED);
    assertThat(report.getSignatureFormat(signature)).isEqualTo(SignatureLevel.CAdES_BASELINE_T);
    assertThat(data.getTimestampList()).hasSize(1);
    assertThat(data.getTimestampList().get(0).getType())
        .isEqualTo(TimestampType.SIGNATURE_TIMESTAMP);
    assertThat(report.getIndication(data.getTimestampList().get(0).getId()))
        .isEqualTo(Indication.PASSED);
    assertThat(data.getContainerInfo().getContentFiles())
        .contains("page.html", "document/exchange.cms", "receipts/1.cms");
  }

  @Test
  void dss_refuses_a_container_with_a_changed_file() throws Exception {
    Map<String, byte[]> files = ContainerTest.files(file);
    files.get("receipts/1.cms")[100] ^= 1;
    SimpleReport report = dss(Files.write(file, ContainerTest.zip(files))).getSimpleReport();
    assertThat(report.getIndication(report.getFirstSignatureId()))
        .isEqualTo(Indication.TOTAL_FAILED);
  }

  @Test
  void openssl_verifies_the_signature_of_the_manifest() throws Exception {
    unpack();
    assertThat(
            openssl(
                "cms -verify -binary -inform DER -in %s -content %s -CAfile %s -purpose any"
                    + " -out /dev/null",
                "META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml", "root.pem"))
        .isZero();
    Files.writeString(folder.resolve("META-INF/ASiCManifest001.xml"), "<other/>");
    assertThat(
            openssl(
                "cms -verify -binary -inform DER -in %s -content %s -CAfile %s -purpose any"
                    + " -out /dev/null",
                "META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml", "root.pem"))
        .isNotZero();
  }

  @Test
  void openssl_verifies_the_time_stamp_of_the_signature() throws Exception {
    unpack();
    SignerInformation signer =
        new CMSSignedData(ContainerTest.files(file).get(Container.SIGNATURE))
            .getSignerInfos()
            .getSigners()
            .iterator()
            .next();
    byte[] token =
        signer
            .getUnsignedAttributes()
            .get(new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.2.840.113549.1.9.16.2.14"))
            .getAttributeValues()[0]
            .toASN1Primitive()
            .getEncoded();
    Files.write(folder.resolve("token.tst"), token);
    Files.write(folder.resolve("signature.value"), signer.getSignature());
    Files.write(folder.resolve("other.value"), new byte[70]);
    String verify = "ts -verify -token_in -in %s -data %s -CAfile %s";
    assertThat(openssl(verify, "token.tst", "signature.value", "root.pem")).isZero();
    assertThat(openssl(verify, "token.tst", "other.value", "root.pem")).isNotZero();
  }

  @Test
  void openssl_verifies_the_documents_and_every_certificate() throws Exception {
    unpack();
    for (String each : List.of("document/exchange.cms", "receipts/1.cms")) {
      assertThat(
              openssl(
                  "cms -verify -binary -inform DER -in %s -CAfile %s -purpose any -out /dev/null",
                  each, "root.pem"))
          .isZero();
    }
    Map<String, byte[]> certificates =
        Map.of(
            "signing", Certificates.encoded(keys.signingCertificate()),
            "encryption", Certificates.encoded(keys.encryptionCertificates().get(0)),
            "tls", Certificates.encoded(keys.tlsCertificate()),
            "time", Certificates.encoded(authority.issueTimeStamper(World.SENDER).certificate()));
    for (Map.Entry<String, byte[]> each : certificates.entrySet()) {
      Files.writeString(
          folder.resolve(each.getKey() + ".pem"),
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder().encodeToString(each.getValue())
              + "\n-----END CERTIFICATE-----\n");
      assertThat(
              openssl("verify -x509_strict -CAfile %2$s %1$s", each.getKey() + ".pem", "root.pem"))
          .as(each.getKey())
          .isZero();
    }
    assertThat(openssl("verify -purpose timestampsign -CAfile %2$s %1$s", "time.pem", "root.pem"))
        .isZero();
  }

  private Reports dss(Path container) {
    CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
    trusted.addCertificate(new CertificateToken(authority.root()));
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    verifier.setCrlSource(
        new ExternalResourcesCRLSource(
            new InputStream[] {new ByteArrayInputStream(nothingRevoked())}));
    SignedDocumentValidator validator =
        SignedDocumentValidator.fromDocument(new FileDocument(container.toFile()));
    validator.setCertificateVerifier(verifier);
    return validator.validateDocument();
  }

  private byte[] nothingRevoked() {
    try {
      Credential root =
          KeyStores.loadKeys(folder.resolve("authority/authority.p12"), World.SECRET).get("root");
      Date now = Date.from(CLOCK.instant());
      return new JcaX509v2CRLBuilder(root.certificate().getSubjectX500Principal(), now)
          .setNextUpdate(Date.from(CLOCK.instant().plus(Duration.ofDays(7))))
          .build(
              new JcaContentSignerBuilder("SHA256withECDSA")
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .build(root.key()))
          .getEncoded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private byte[] signed(String document, ContentKind kind) {
    return new Sealer(keys, () -> directory, Suites.standard(), CLOCK, new Operations())
        .sign(document.getBytes(StandardCharsets.UTF_8), kind);
  }

  private void unpack() throws IOException {
    for (Map.Entry<String, byte[]> each : ContainerTest.files(file).entrySet()) {
      Path to = folder.resolve(each.getKey());
      Files.createDirectories(to.getParent());
      Files.write(to, each.getValue());
    }
    Files.copy(folder.resolve("authority/root.pem"), folder.resolve("root.pem"));
  }

  private int openssl(String command, String... files) throws Exception {
    Object[] paths = List.of(files).stream().map(each -> folder.resolve(each)).toArray();
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(String.format(command, paths).split(" ")));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    if (process.exitValue() != 0) {
      System.out.println(Files.readString(log, StandardCharsets.UTF_8));
    }
    return process.exitValue();
  }
}
