package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes HL7 v2 messages in their piped form (ER7) apart and puts them together. Every message is a
 * record; its tree is segment, field, component as {@link Hl7Path} names them.
 */
final class Hl7Format implements PartnerFormat {
  private static final int FILE = 4 << 20;

  /**
   * How the partner writes.
   *
   * @param version for MSH-12 where the tree has none; 2.5.1 if null
   * @param charset to write in; UTF-8 if null
   * @param segments in this order they are written; others after them, as in the tree
   */
  record Options(String version, Charset charset, List<String> segments) {
    Options {
      version = version == null ? "2.5.1" : version;
      charset = charset == null ? StandardCharsets.UTF_8 : charset;
      segments = List.copyOf(segments);
    }
  }

  private final Options options;

  Hl7Format(Options options) {
    this.options = options;
  }

  @Override
  public List<String> path(String written) {
    return Hl7Path.names(written);
  }

  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    return new Hl7Source(TreeBytes.read(in, FILE));
  }

  @Override
  public RecordSink create(OutputStream out) {
    return new Hl7Sink(options, out);
  }

  @Override
  public String mediaType() {
    return "x-application/hl7-v2+er7; charset=" + options.charset().name();
  }

  @Override
  public boolean many() {
    return true;
  }
}
