package hutong.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/**
 * The built-in time-stamping authority, for first use: it stamps by this machine's clock, under a
 * certificate of the built-in authority. It says nothing against whoever holds its key; where that
 * matters an outside authority is set.
 */
public final class TimeStamper implements TimeAuthority {

  private static final String FILE = "timestamp.p12";

  /** An instant of this machine's clock, to the second. */
  private static final int ACCURACY_SECONDS = 1;

  private final Credential key;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public TimeStamper(Credential key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /** Reads what {@link #save} wrote; empty if there is nothing. */
  public static Optional<TimeStamper> load(Path folder, char[] secret, Clock clock)
      throws IOException {
    if (!Files.exists(folder.resolve(FILE))) {
      return Optional.empty();
    }
    Credential key = KeyStores.loadKeys(folder.resolve(FILE), secret).get("timestamp");
    if (key == null) {
      throw new IOException("the key store " + FILE + " lacks its key");
    }
    return Optional.of(new TimeStamper(key, clock));
  }

  /** Writes the key, encrypted under the secret. */
  public void save(Path folder, X509Certificate root, char[] secret) throws IOException {
    KeyStores.saveKeys(folder.resolve(FILE), Map.of("timestamp", key), root, secret);
  }

  public X509Certificate certificate() {
    return key.certificate();
  }

  @Override
  public byte[] stamp(byte[] sha256) throws IOException {
    TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
    asking.setCertReq(true);
    return stamp(asking.generate(TimeStamps.SHA_256, sha256));
  }

  private byte[] stamp(TimeStampRequest request) throws IOException {
    try {
      return generator()
          .generate(request, new BigInteger(63, random), Date.from(clock.instant()))
          .getEncoded();
    } catch (TSPException e) {
      throw new IOException("the built-in authority can make no time stamp", e);
    }
  }

  TimeStampTokenGenerator generator() throws IOException {
    try {
      TimeStampTokenGenerator generator =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .setSignedAttributeGenerator(signedNow())
                  .build("SHA256withECDSA", key.key(), key.certificate()),
              new JcaDigestCalculatorProviderBuilder()
                  .setProvider(Certificates.BOUNCY_CASTLE)
                  .build()
                  .get(new AlgorithmIdentifier(TimeStamps.SHA_256)),
              new ASN1ObjectIdentifier(Oids.TIME_STAMP_POLICY));
      generator.setAccuracySeconds(ACCURACY_SECONDS);
      generator.addCertificates(new JcaCertStore(List.of(key.certificate())));
      return generator;
    } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
      throw new IOException("the built-in authority can make no time stamp", e);
    }
  }

  private AttributeTable signedNow() {
    return new AttributeTable(
        new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(clock.instant())))));
  }
}
