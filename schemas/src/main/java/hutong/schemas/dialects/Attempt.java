package hutong.schemas.dialects;

import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.util.function.Supplier;

/** Makes a part of a dialect, or notes why its file does not give one. */
final class Attempt {
  private Attempt() {}

  /** What a part of the file gives, or a fault with the reason. */
  static <T> T or(Yaml file, String key, Supplier<T> part, T otherwise) {
    try {
      return part.get();
    } catch (DateTimeException wrong) {
      file.fault(key, "not a date or zone: a day is written yyyy-MM-dd, a zone Asia/Shanghai");
    } catch (NumberFormatException wrong) {
      file.fault(key, "a number is wanted");
    } catch (UnsupportedCharsetException | IllegalCharsetNameException wrong) {
      file.fault(key, "unknown charset: UTF-8 or GB18030, for example");
    } catch (IllegalArgumentException wrong) {
      file.fault(key, String.valueOf(wrong.getMessage()));
    } catch (RuntimeException wrong) {
      file.fault(key, "this is not as it should be");
    }
    return otherwise;
  }
}
