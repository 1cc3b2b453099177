package hutong.gateway.torture;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process of the operating system with all that it starts, to be killed and paused together. */
final class OsProcess {

  private final Warden warden;
  private final Path log;
  private Process process;

  /**
   * @param log takes what it says
   */
  OsProcess(Warden warden, Path log) {
    this.warden = warden;
    this.log = log;
  }

  void start(ProcessBuilder builder) throws IOException {
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    process = warden.start(builder);
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  long id() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  /** SIGKILL; returns when all of it is gone. */
  void kill() throws IOException {
    if (process == null) {
      return;
    }
    if (process.descendants().findAny().isPresent()) {
      signal("STOP", List.of(process.toHandle())); // So that it starts nothing more meanwhile.
    }
    List<ProcessHandle> all = all();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().join();
      warden.forget(each.pid());
    }
  }

  /** SIGSTOP, or SIGCONT; what is stopped is watched, for it could not end by itself. */
  void pause(boolean stopped) throws IOException {
    if (stopped) {
      signal("STOP", List.of(process.toHandle()));
      List<ProcessHandle> rest = process.descendants().toList();
      for (ProcessHandle each : rest) {
        warden.watch(each.pid());
      }
      signal("STOP", rest);
    } else {
      List<ProcessHandle> rest = process.descendants().toList();
      signal("CONT", all());
      for (ProcessHandle each : rest) {
        warden.forget(each.pid());
      }
    }
  }

  private List<ProcessHandle> all() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  private static void signal(String name, List<ProcessHandle> to) throws IOException {
    if (to.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    to.forEach(each -> command.add(Long.toString(each.pid())));
    // One of them may have ended meanwhile; the rest have heard.
    ProcessBuilder signal =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    signal.start().onExit().join();
  }
}
