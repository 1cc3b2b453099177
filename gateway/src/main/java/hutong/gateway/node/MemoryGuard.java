package hutong.gateway.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import hutong.routes.Exhaustion;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.NotificationEmitter;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Ends the process at once when memory is used up: whatever half works from then on could only do
 * harm, and everything acknowledged is on disk. It is for whoever runs it to start it again.
 */
public final class MemoryGuard {

  /** Exit code of a process that ran out of memory. */
  public static final int EXIT_CODE = 3;

  private static final double USED_UP = 0.98;

  private MemoryGuard() {}

  /** For the whole process, once. */
  public static void stand() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, fault) -> {
          if (Exhaustion.isBehind(fault)) {
            end();
          }
        });
    watchLog();
    NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    memory.addNotificationListener(
        (notification, any) -> {
          String type = notification.getType();
          if (type.equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED)) {
            end();
          }
        },
        null,
        null);
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (isOld(pool)
          && pool.isCollectionUsageThresholdSupported()
          && pool.getUsage().getMax() > 0) {
        pool.setCollectionUsageThreshold((long) (pool.getUsage().getMax() * USED_UP));
      }
    }
  }

  /** Threads of libraries catch everything, and log what they caught. */
  private static void watchLog() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
      log.addTurboFilter(
          new TurboFilter() {
            @Override
            public FilterReply decide(
                Marker marker,
                Logger logger,
                Level level,
                String format,
                Object[] values,
                Throwable fault) {
              if (Exhaustion.isBehind(fault) || Exhaustion.isBehind(last(values))) {
                end();
              }
              return FilterReply.NEUTRAL;
            }
          });
    }
  }

  private static Throwable last(Object[] values) {
    return values != null
            && values.length > 0
            && values[values.length - 1] instanceof Throwable fault
        ? fault
        : null;
  }

  /** The young parts may well be full of what lives; only the old one says how much does. */
  private static boolean isOld(MemoryPoolMXBean pool) {
    String name = pool.getName();
    return pool.getType() == MemoryType.HEAP
        && !name.contains("Eden")
        && !name.contains("Survivor")
        && !name.contains("Young");
  }

  private static void end() {
    try {
      System.err.println("Memory is used up: the process ends, to be started again");
    } finally {
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
