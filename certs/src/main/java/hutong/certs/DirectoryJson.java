package hutong.certs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.Objects;

/**
 * Writes and reads the directory's JSON: the fields of {@link DirectoryContent}, certificates as
 * base64 of DER.
 */
final class DirectoryJson {

  /** Bounds a directory: 3,000 members need about 6 MB. */
  static final int MAX_BYTES = 16 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(16_384)
                          .maxNameLength(64)
                          .maxNumberLength(20)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .addModule(certificates())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // A later version of the protocol may add fields; the signature covers them all the same.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final ObjectWriter WRITER = MAPPER.writerFor(DirectoryContent.class);
  private static final ObjectReader READER = MAPPER.readerFor(DirectoryContent.class);

  static byte[] write(DirectoryContent content) {
    try {
      return WRITER.writeValueAsBytes(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DirectoryContent read(byte[] json) throws Untrusted {
    try {
      DirectoryContent read = READER.readValue(json);
      return Objects.requireNonNull(read);
    } catch (IOException | RuntimeException e) {
      throw Untrusted.malformed("the directory's JSON");
    }
  }

  private static SimpleModule certificates() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(X509Certificate.class, new CertificateWriter());
    module.addDeserializer(X509Certificate.class, new CertificateReader());
    return module;
  }

  private static final class CertificateWriter extends StdSerializer<X509Certificate> {
    private static final long serialVersionUID = 1L;

    CertificateWriter() {
      super(X509Certificate.class);
    }

    @Override
    public void serialize(X509Certificate value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeBinary(Certificates.encoded(value));
    }
  }

  private static final class CertificateReader extends StdDeserializer<X509Certificate> {
    private static final long serialVersionUID = 1L;

    CertificateReader() {
      super(X509Certificate.class);
    }

    @Override
    public X509Certificate deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      try {
        return Certificates.parse(json.getBinaryValue());
      } catch (Untrusted e) {
        throw new IOException("certificate", e);
      }
    }
  }

  private DirectoryJson() {}
}
