package hutong.gateway.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/** Room, kind and speed of the disk that the node's folder is on. */
final class CheckDisk {

  private static final long LEAST_MB = 1_024;
  private static final long LEAST_PERCENT = 10;
  private static final long SLOWEST_SYNC_US = 20_000;
  private static final int SYNCS = 20;
  private static final int BLOCK = 4_096;
  private static final Set<String> OVER_NETWORK =
      Set.of("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "9p", "fuse.sshfs");
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  void look(Patient patient, Chart chart) {
    Path folder = patient.home().folder();
    try {
      FileStore store = Files.getFileStore(folder);
      kind(store.type(), chart);
      room(store, chart);
    } catch (IOException unreadable) {
      chart.fault("disk", "Run as the user that it belongs to.", "%s can't be read.", folder);
      return;
    }
    speed(folder, chart);
  }

  private static void kind(String type, Chart chart) {
    if (OVER_NETWORK.contains(type)) {
      chart.fault(
          "disk.kind",
          "Put the node's folder on a disk of this machine, or the ledger on PostgreSQL.",
          "The folder is on a network file system (%s), whose locks and syncs can't be relied on.",
          type);
    } else if (IN_MEMORY.contains(type)) {
      chart.warning(
          "disk.kind",
          "Put the node's folder on a disk.",
          "The folder is in memory (%s): a restart of the machine loses it.",
          type);
    } else {
      chart.well("disk.kind", "The folder is on %s.", type);
    }
  }

  private static void room(FileStore store, Chart chart) throws IOException {
    long free = store.getUsableSpace() >> 20;
    long percent = store.getTotalSpace() == 0 ? 0 : 100 * (free << 20) / store.getTotalSpace();
    String fix =
        "Make room: the broker takes nothing more once 95 % are used, and posts then hear 503.";
    if (free < LEAST_MB) {
      chart.fault("disk.room", fix, "%d MB are free (%d %%).", free, percent);
    } else if (percent < LEAST_PERCENT) {
      chart.warning("disk.room", fix, "%d MB are free (%d %%).", free, percent);
    } else {
      chart.well("disk.room", "%d MB are free (%d %%).", free, percent);
    }
  }

  /** Every group of records costs one sync. */
  private static void speed(Path folder, Chart chart) {
    try {
      Path file = Files.createTempFile(folder, ".doctor-", "");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        long[] taken = new long[SYNCS];
        for (int i = 0; i < SYNCS; i++) {
          long began = System.nanoTime();
          channel.write(ByteBuffer.allocate(BLOCK));
          channel.force(false);
          taken[i] = (System.nanoTime() - began) / 1_000;
        }
        Arrays.sort(taken);
        long median = taken[SYNCS / 2];
        if (median > SLOWEST_SYNC_US) {
          chart.warning(
              "disk.speed",
              "Use a disk that syncs faster, such as an SSD of this machine.",
              "A block is on disk after %d µs; that bounds how much a second is taken.",
              median);
        } else {
          chart.well("disk.speed", "A block is on disk after %d µs.", median);
        }
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException unwritable) {
      chart.fault(
          "disk.speed",
          "Run as the user that it belongs to, and mount it writable.",
          "%s can't be written.",
          folder);
    }
  }
}
