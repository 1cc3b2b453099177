package hutong.gateway.bench;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Where and when figures were taken; without that they say nothing. */
record Machine(Clock clock) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  JsonObject json() throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new JsonObject()
        .put("date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("cpu", cpu())
        .put("processors", system.getAvailableProcessors())
        .put("memoryMb", system.getTotalMemorySize() >> 20)
        .put("heapMb", Runtime.getRuntime().maxMemory() >> 20)
        .put("system", system.getName() + " " + system.getVersion() + " " + system.getArch())
        .put("java", System.getProperty("java.vm.name") + " " + Runtime.version())
        .put("loadBefore", Figure.rounded(system.getSystemLoadAverage()));
  }

  /** Its maker's name for it, where the system tells; else its kind. */
  private static String cpu() throws IOException {
    if (!Files.exists(PROCESSORS)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(PROCESSORS).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
