package hutong.gateway.torture;

import hutong.gateway.broker.FreePort;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A PostgreSQL server with a database for each region, on loopback and with a password only.
 *
 * <p>It refuses to run as root; as root it gets a user name space of its own, in which it is
 * nobody.
 */
final class PostgresProcess implements Part {

  static final String USER = "hutong";

  private static final int PASSWORD_BYTES = 24;
  private static final int STATUS_LINE = 7;

  private final Path programs;
  private final Path data;
  private final int port = FreePort.find();
  private final String password;
  private final OsProcess process;

  /**
   * Makes its data; starts no server.
   *
   * @param home holds {@code bin/initdb} and {@code bin/postgres}
   * @param folder empty or new
   */
  PostgresProcess(Path home, Path folder, List<String> databases, Warden warden)
      throws IOException {
    this.programs = home.resolve("bin");
    this.data = Files.createDirectories(folder).resolve("data");
    this.process = new OsProcess(warden, folder.resolve("postgres.log"));
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    this.password = HexFormat.of().formatHex(random);
    Path file = folder.resolve("password");
    Files.writeString(file, password);
    run(
        List.of(
            "initdb",
            "--pgdata=" + data,
            "--username=" + USER,
            "--auth=scram-sha-256",
            "--pwfile=" + file,
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums"),
        "");
    StringBuilder statements = new StringBuilder();
    databases.forEach(each -> statements.append("CREATE DATABASE ").append(each).append('\n'));
    run(List.of("postgres", "--single", "-D", data.toString(), "postgres"), statements.toString());
  }

  int port() {
    return port;
  }

  String password() {
    return password;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public void start() throws IOException {
    List<String> arguments = List.of("postgres", "-D", data.toString(), "-p", "" + port);
    ProcessBuilder builder = new ProcessBuilder(command(arguments));
    builder.command().addAll(List.of("-h", "127.0.0.1", "-c", "unix_socket_directories="));
    // In its own folder, so that nothing of it is left on the machine when it is killed.
    builder.command().addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
    process.start(builder);
  }

  @Override
  public void kill() throws IOException {
    process.kill();
  }

  @Override
  public void pause(boolean stopped) throws IOException {
    process.pause(stopped);
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code pg_ctl} knows it: the server's own file says so. */
  @Override
  public boolean isReady() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() > STATUS_LINE
          && lines.get(0).strip().equals(Long.toString(process.id()))
          && lines.get(STATUS_LINE).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public Path log() {
    return process.log();
  }

  private void run(List<String> arguments, String input) throws IOException {
    Process run =
        new ProcessBuilder(command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log().toFile()))
            .start();
    try (var in = run.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (run.onExit().join().exitValue() != 0) {
      throw new IOException(arguments.get(0) + " failed: see " + log());
    }
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(programs.resolve(arguments.get(0)).toString());
    command.addAll(arguments.subList(1, arguments.size()));
    return command;
  }
}
