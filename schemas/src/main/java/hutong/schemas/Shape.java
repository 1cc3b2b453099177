package hutong.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.schemas.hx.ResidentRecord;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlTransient;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells what an element may contain, in the schema's order, as read once from the generated types.
 *
 * <p>It gives JSON the order that XML needs, and both formats the same pointers.
 */
final class Shape {
  /** Which JSON token a value is written as. */
  enum Token {
    TEXT,
    INTEGER,
    BOOLEAN,
    OBJECT;

    boolean fits(JsonNode value) {
      return switch (this) {
        case OBJECT -> value.isObject();
        case TEXT -> value.isTextual();
        case INTEGER -> value.isIntegralNumber();
        case BOOLEAN -> value.isBoolean();
      };
    }
  }

  /**
   * One element of a parent.
   *
   * @param position place among its siblings
   * @param type the Java type of one value
   * @param shape what it contains; null for a value
   * @param transparent whether it adds nothing to a pointer: the record inside an exchange
   */
  record Child(
      String name,
      int position,
      Class<?> type,
      Token token,
      boolean list,
      boolean required,
      boolean transparent,
      Field field,
      Shape shape) {}

  private final List<Child> children = new ArrayList<>();
  private final Map<String, Child> byName = new LinkedHashMap<>();

  static Shape of(Class<?> type) {
    Shape shape = new Shape();
    shape.addAll(type);
    return shape;
  }

  List<Child> children() {
    return children;
  }

  /** Null for a name that has no place here. */
  Child child(String name) {
    return byName.get(name);
  }

  private void addAll(Class<?> type) {
    if (type.getSuperclass() != Object.class) {
      addAll(type.getSuperclass());
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())
          && !field.isAnnotationPresent(XmlTransient.class)) {
        add(field);
      }
    }
  }

  private void add(Field field) {
    field.setAccessible(true);
    XmlElements choice = field.getAnnotation(XmlElements.class);
    if (choice != null) {
      Arrays.stream(choice.value())
          .forEach(e -> add(e.name(), e.type(), false, false, true, field));
      return;
    }
    XmlElement element = field.getAnnotation(XmlElement.class);
    boolean list = List.class.isAssignableFrom(field.getType());
    boolean required = field.getType().isPrimitive() || (element != null && element.required());
    add(field.getName(), list ? itemType(field) : field.getType(), list, required, false, field);
  }

  private void add(
      String name, Class<?> type, boolean list, boolean required, boolean transparent, Field f) {
    Token token = token(type);
    Shape shape = token == Token.OBJECT ? of(type) : null;
    var child =
        new Child(name, children.size(), type, token, list, required, transparent, f, shape);
    children.add(child);
    byName.put(name, child);
  }

  private static Class<?> itemType(Field field) {
    return (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
  }

  private static Token token(Class<?> type) {
    if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
      return Token.INTEGER;
    }
    if (type == Boolean.class) {
      return Token.BOOLEAN;
    }
    boolean structure = !type.isEnum() && type.getPackage() == ResidentRecord.class.getPackage();
    return structure ? Token.OBJECT : Token.TEXT;
  }
}
