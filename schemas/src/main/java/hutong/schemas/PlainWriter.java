package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes objects of the generated types as XML by what {@link Shape} knows of them, byte for byte
 * as JAXB does; whatever it does not know how to write it leaves to that.
 */
final class PlainWriter {
  private static final byte[] AMPERSAND = "&amp;".getBytes(UTF_8);
  private static final byte[] LESS = "&lt;".getBytes(UTF_8);
  private static final byte[] GREATER = "&gt;".getBytes(UTF_8);

  /** An element with its tags written out; inner is empty for a value. */
  private record Node(
      Shape.Child child, byte[] open, byte[] close, byte[] empty, List<Node> inner) {}

  private record Root(byte[] open, byte[] close, byte[] empty, List<Node> inner) {}

  private final Map<Class<?>, Root> roots = new HashMap<>();
  private final Map<Object, byte[]> constants = new HashMap<>();

  PlainWriter(Map<Class<?>, String> names) {
    names.forEach((type, name) -> roots.put(type, root(name, type)));
  }

  private Root root(String name, Class<?> type) {
    String start = "<" + name + " xmlns=\"" + Gate.NAMESPACE + "\"";
    return new Root(
        bytes(start + ">"), bytes("</" + name + ">"), bytes(start + "/>"), nodes(Shape.of(type)));
  }

  private List<Node> nodes(Shape shape) {
    List<Node> nodes = new ArrayList<>();
    for (Shape.Child child : shape.children()) {
      String name = child.name();
      List<Node> inner = child.shape() == null ? List.of() : nodes(child.shape());
      nodes.add(
          new Node(
              child,
              bytes("<" + name + ">"),
              bytes("</" + name + ">"),
              bytes("<" + name + "/>"),
              inner));
      if (child.type().isEnum()) {
        for (Object each : child.type().getEnumConstants()) {
          constants.put(each, bytes(ConstantText.of((Enum<?>) each)));
        }
      }
    }
    return List.copyOf(nodes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** With the namespace at its root; null for what is left to JAXB. */
  byte[] write(Object root) {
    Root known = roots.get(root.getClass());
    var out = new Text();
    return known != null && content(root, known.inner, known.open, known.close, known.empty, out)
        ? out.bytes()
        : null;
  }

  private boolean content(
      Object owner, List<Node> inner, byte[] open, byte[] close, byte[] empty, Text out) {
    int start = out.length;
    out.add(open);
    int before = out.length;
    for (Node node : inner) {
      Object value = value(node.child, owner);
      if (value instanceof List<?> items) {
        for (Object item : items) {
          if (!element(node, item, out)) {
            return false;
          }
        }
      } else if (value != null && !element(node, value, out)) {
        return false;
      }
    }
    if (out.length == before) {
      out.length = start;
      out.add(empty);
    } else {
      out.add(close);
    }
    return true;
  }

  private boolean element(Node node, Object value, Text out) {
    if (value == null) {
      return false;
    }
    if (node.child.shape() != null) {
      return value.getClass() == node.child.type()
          && content(value, node.inner, node.open, node.close, node.empty, out);
    }
    out.add(node.open);
    if (value instanceof String text) {
      if (text.indexOf('\r') >= 0 || !Characters.allowedInXml(text)) {
        return false;
      }
      out.addEscaped(bytes(text));
    } else if (value instanceof LocalDate
        || value instanceof Instant
        || value instanceof UUID
        || value instanceof Long
        || value instanceof Integer
        || value instanceof Boolean) {
      out.add(bytes(value.toString()));
    } else {
      byte[] constant = constants.get(value);
      if (constant == null) {
        return false;
      }
      out.add(constant);
    }
    out.add(node.close);
    return true;
  }

  private static Object value(Shape.Child child, Object owner) {
    try {
      return child.field().get(owner);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a generated type cannot be read", e);
    }
  }

  /** Grows as it is written; used by one thread. */
  private static final class Text {
    private static final int USUAL_SIZE = 2_048;
    private byte[] buffer = new byte[USUAL_SIZE];
    private int length;

    void add(byte[] more) {
      room(more.length);
      System.arraycopy(more, 0, buffer, length, more.length);
      length += more.length;
    }

    void addEscaped(byte[] text) {
      int written = 0;
      for (int i = 0; i < text.length; i++) {
        byte[] escaped =
            switch (text[i]) {
              case '&' -> AMPERSAND;
              case '<' -> LESS;
              case '>' -> GREATER;
              default -> null;
            };
        if (escaped != null) {
          add(text, written, i);
          add(escaped);
          written = i + 1;
        }
      }
      add(text, written, text.length);
    }

    private void add(byte[] from, int begin, int end) {
      room(end - begin);
      System.arraycopy(from, begin, buffer, length, end - begin);
      length += end - begin;
    }

    private void room(int more) {
      if (length + more > buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.max(length + more, 2 * buffer.length));
      }
    }

    byte[] bytes() {
      return Arrays.copyOf(buffer, length);
    }
  }
}
