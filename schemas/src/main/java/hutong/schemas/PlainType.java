package hutong.schemas;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * A structure of the schema that is a sequence of elements, and how to make one in Java.
 *
 * @param parts in the schema's order
 */
record PlainType(Constructor<?> maker, List<Part> parts) {

  /**
   * One element of the sequence; with neither value nor inner it is not plain.
   *
   * @param child the same as the generated types have it
   */
  record Part(Shape.Child child, int least, int most, PlainValue value, PlainType inner) {
    String name() {
      return child.name();
    }
  }

  Object make() {
    try {
      return maker.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated type cannot be made", e);
    }
  }

  /** Puts a value in its place; one of a list behind those that came before. */
  static void put(Object owner, Part part, Object value) {
    Field field = part.child.field();
    try {
      if (!part.child.list()) {
        field.set(owner, value);
        return;
      }
      @SuppressWarnings("unchecked") // Shape found a list there.
      List<Object> items = (List<Object>) field.get(owner);
      if (items == null) {
        items = new ArrayList<>();
        field.set(owner, items);
      }
      items.add(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a generated type cannot be written", e);
    }
  }
}
