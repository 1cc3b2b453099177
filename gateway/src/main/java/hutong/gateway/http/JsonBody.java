package hutong.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Writes a JSON answer field by field, without reflection; fields without a value are left out. */
final class JsonBody {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What stands in the answer. */
  @FunctionalInterface
  interface Content {
    void write(JsonBody out) throws IOException;
  }

  /** What stands for one element of a list. */
  @FunctionalInterface
  interface Element<T> {
    void write(T element) throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final JsonGenerator json;

  private JsonBody() throws IOException {
    this.json = FACTORY.createGenerator(bytes);
  }

  /** One JSON object. */
  static Buffer object(Content content) {
    try {
      JsonBody body = new JsonBody();
      try (body.json) {
        body.json.writeStartObject();
        content.write(body);
        body.json.writeEndObject();
      }
      return Buffer.buffer(body.bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void text(String name, Object value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }

  void number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  void flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }

  void base64(String name, byte[] value) throws IOException {
    json.writeBinaryField(name, value);
  }

  /** Nothing if the value is null. */
  <T> void object(String name, T value, Element<T> content) throws IOException {
    if (value != null) {
      json.writeObjectFieldStart(name);
      content.write(value);
      json.writeEndObject();
    }
  }

  <T> void objects(String name, Collection<T> values, Element<T> content) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      json.writeStartObject();
      content.write(value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void texts(String name, Collection<?> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Object value : values) {
      json.writeString(value.toString());
    }
    json.writeEndArray();
  }

  void numbers(String name, Collection<Long> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (Long value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  /** Puts JSON that is written already under a name, as it is. */
  void written(String name, byte[] value) throws IOException {
    json.writeFieldName(name);
    json.writeRawValue("");
    json.flush();
    bytes.write(value);
  }
}
