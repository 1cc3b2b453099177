package hutong.gateway.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Kills what was started once this process has ended, however it did: a shell of its own reads the
 * processes' ids from a pipe, and the pipe's end is its sign. What somebody stopped dies as well.
 */
final class Warden implements AutoCloseable {

  /** One line each: {@code + ID} for a process to kill in the end, {@code - ID} for one less. */
  private static final String WATCH =
      "trap '' HUP INT QUIT TERM; all=;"
          + " while read -r sign id; do case $sign in"
          + " +) all=\"$all $id \";;"
          + " -) case $all in *\" $id \"*) all=\"${all%% $id *} ${all#* $id }\";; esac;;"
          + " esac; done;"
          + " for id in $all; do kill -9 $id; done";

  private final Process shell;
  private final OutputStream pipe;

  Warden() throws IOException {
    shell =
        new ProcessBuilder("sh", "-c", WATCH)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    pipe = shell.getOutputStream();
  }

  /** Starts a process that must not outlive this one. */
  Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    watch(process.pid());
    return process;
  }

  void watch(long id) throws IOException {
    say("+ " + id);
  }

  void forget(long id) throws IOException {
    say("- " + id);
  }

  private synchronized void say(String line) throws IOException {
    pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    pipe.flush();
  }

  /** Kills what is still watched. */
  @Override
  public void close() {
    try {
      pipe.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    shell.onExit().join();
  }
}
