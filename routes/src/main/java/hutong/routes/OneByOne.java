package hutong.routes;

import hutong.routes.ledger.LedgerUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the poisonous ones of a group that failed, so that they don't take their neighbours with
 * them again and again.
 */
public final class OneByOne {

  private OneByOne() {}

  /**
   * Works on all at once or, if that fails, on each alone, in order.
   *
   * @return those that fail alone
   * @throws LedgerUnavailable as the work does: a ledger that was cut off for a moment must not
   *     make a good item look poisonous
   * @throws RuntimeException if every one of several fails: then it is not their fault
   */
  public static <T> List<T> poisonous(List<T> items, Consumer<List<T>> work) {
    try {
      work.accept(items);
      return List.of();
    } catch (LedgerUnavailable nobodysFault) {
      throw nobodysFault;
    } catch (RuntimeException fault) {
      List<T> failed = items.size() == 1 ? items : eachAlone(items, work);
      if (failed.size() > 1 && failed.size() == items.size()) {
        throw fault;
      }
      return failed;
    }
  }

  private static <T> List<T> eachAlone(List<T> items, Consumer<List<T>> work) {
    List<T> failed = new ArrayList<>();
    for (T item : items) {
      try {
        work.accept(List.of(item));
      } catch (LedgerUnavailable nobodysFault) {
        throw nobodysFault;
      } catch (RuntimeException alone) {
        failed.add(item);
      }
    }
    return failed;
  }
}
