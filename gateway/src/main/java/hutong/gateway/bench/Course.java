package hutong.gateway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How fast a long run went and what a node used in it, tenth by tenth. */
final class Course {

  private static final int PARTS = 10;

  /** One tenth. */
  record Part(double perSecond, long residentMb, long heapMb) {}

  private final BoundedNode node;
  private final long total;
  private final List<Part> parts = new ArrayList<>();
  private final List<Long> resident = new ArrayList<>();
  private long leastHeap = Long.MAX_VALUE;
  private long partBegan = System.nanoTime();
  private long partFrom;

  Course(BoundedNode node, long total) {
    this.node = node;
    this.total = total;
  }

  /** To be called now and then, with how many are done. */
  void look(long done) throws IOException {
    resident.add(node.residentMb());
    leastHeap = Math.min(leastHeap, node.heapMb());
    if (parts.size() < PARTS && done >= total * (parts.size() + 1) / PARTS) {
      long now = System.nanoTime();
      double seconds = (now - partBegan) / 1e9;
      long average = (long) resident.stream().mapToLong(each -> each).average().orElse(0);
      parts.add(new Part((done - partFrom) / seconds, average, leastHeap));
      partBegan = now;
      partFrom = done;
      resident.clear();
      leastHeap = Long.MAX_VALUE;
    }
  }

  /** The second tenth: in the first, the compiler is still at work and the heap still grows. */
  Part early() {
    return parts.get(Math.min(1, parts.size() - 1));
  }

  Part last() {
    return parts.get(parts.size() - 1);
  }

  /** Resident memory of the last tenth over that of the second. */
  double growth() {
    return early().residentMb == 0 ? 1 : (double) last().residentMb / early().residentMb;
  }
}
