package hutong.gateway.watch;

import hutong.gateway.watch.Growth.Sample;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a node uses of its disk, part by part.
 *
 * @param folder the node's
 * @param ledger asks how large the ledger is, its log included
 * @param ledgerHere whether that is on the same disk
 * @param folders what else grows, by the name of the part
 */
public record Disk(
    Path folder, LongSupplier ledger, boolean ledgerHere, Map<String, Path> folders) {

  static final String LEDGER = "ledger";

  /** Nothing of ours has more; of what has, this many are counted. */
  private static final int MOST_FILES = 100_000;

  Sample measure(Instant now) throws IOException {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put(LEDGER, ledger.getAsLong());
    for (Map.Entry<String, Path> each : folders.entrySet()) {
      parts.put(each.getKey(), octets(each.getValue()));
    }
    return new Sample(now, store().getUsableSpace(), parts);
  }

  long total() throws IOException {
    return store().getTotalSpace();
  }

  private FileStore store() throws IOException {
    return Files.getFileStore(folder);
  }

  private static long octets(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long[] sum = new long[2];
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return ++sum[1] < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }
}
