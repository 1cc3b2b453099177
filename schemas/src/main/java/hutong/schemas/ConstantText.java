package hutong.schemas;

import java.lang.reflect.InvocationTargetException;

/** The text of a constant of a closed set, as the schema writes it. */
final class ConstantText {
  private ConstantText() {}

  static Object read(Class<?> type, String text) {
    for (Object each : type.getEnumConstants()) {
      if (of((Enum<?>) each).equals(text)) {
        return each;
      }
    }
    throw new IllegalStateException("the generated types do not follow the schema");
  }

  static String of(Enum<?> constant) {
    if (constant instanceof RejectionCode code) {
      return new RejectionCodeText().marshal(code);
    }
    try {
      return (String) constant.getDeclaringClass().getMethod("value").invoke(constant);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a generated constant cannot be read", e);
    }
  }
}
