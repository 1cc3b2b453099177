package hutong.gateway.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Java, memory and open files of this machine, as a process started now would have them. */
final class CheckMachine {

  private static final int OLDEST_JAVA = 17;
  private static final long LEAST_HEAP_MB = 256;
  private static final long LEAST_FILES = 4_096;

  void look(Chart chart) {
    int java = Runtime.version().feature();
    if (java < OLDEST_JAVA) {
      chart.fault("machine.java", "Start it with Java 17 or later.", "This is Java %d.", java);
    } else {
      chart.well("machine.java", "This is Java %s.", Runtime.version());
    }
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    if (heap < LEAST_HEAP_MB) {
      chart.warning(
          "machine.memory",
          "Start it with -Xmx512m or more; if this is a container, give it more.",
          "A process may take %d MB of heap here.",
          heap);
    } else {
      chart.well("machine.memory", "A process may take %d MB of heap here.", heap);
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long files = unix.getMaxFileDescriptorCount();
      if (files < LEAST_FILES) {
        chart.warning(
            "machine.files",
            "Raise it: ulimit -n 65536, or LimitNOFILE=65536 in a systemd unit.",
            "A process may open %d files and connections.",
            files);
      } else {
        chart.well("machine.files", "A process may open %d files and connections.", files);
      }
    }
  }
}
