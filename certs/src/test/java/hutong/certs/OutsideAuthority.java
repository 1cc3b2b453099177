package hutong.certs;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A member's own authority, run with OpenSSL: certificates, revocation lists and a responder. */
final class OutsideAuthority implements AutoCloseable, StatusFetcher {

  private static final String CONFIGURATION =
      """
      [ca]
      default_ca = this
      [this]
      dir = %1$s
      database = $dir/index.txt
      new_certs_dir = $dir
      serial = $dir/serial
      crlnumber = $dir/crlnumber
      certificate = $dir/ca.pem
      private_key = $dir/ca.key
      default_md = sha256
      default_days = 90
      default_crl_days = 7
      policy = any
      copy_extensions = copy
      unique_subject = no
      [any]
      organizationName = optional
      commonName = supplied
      """;

  private final Path folder;
  private final String name;
  private Process responder;
  private int port;
  private boolean reachable = true;

  OutsideAuthority(Path folder, String name) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.name = name;
    Files.writeString(folder.resolve("ca.cnf"), CONFIGURATION.formatted(folder));
    Files.writeString(folder.resolve("index.txt"), "");
    Files.writeString(folder.resolve("serial"), "1000\n");
    Files.writeString(folder.resolve("crlnumber"), "01\n");
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -keyout ca.key"
            + " -out ca.pem -subj /O=Outside/CN="
            + name
            + " -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature");
  }

  AcceptedAuthority accepted(String crl, String ocsp, String... members) throws Exception {
    return new AcceptedAuthority(
        Pem.certificates(Files.readAllBytes(folder.resolve("ca.pem"))).get(0),
        List.of(members),
        crl,
        ocsp);
  }

  /** The certificate for a request, with what extensions it asks for. */
  byte[] sign(byte[] request) throws Exception {
    Files.write(folder.resolve("in.csr"), request);
    openssl("ca -batch -config ca.cnf -notext -in in.csr -out out.pem");
    return Files.readAllBytes(folder.resolve("out.pem"));
  }

  void revoke(byte[] pem, String reason) throws Exception {
    Files.write(folder.resolve("bad.pem"), pem);
    openssl("ca -config ca.cnf -revoke bad.pem -crl_reason " + reason);
  }

  /** In its book, as if it had said so from the first. */
  void changeReason(String from, String to) throws IOException {
    Path index = folder.resolve("index.txt");
    Files.writeString(index, Files.readString(index).replace("," + from, "," + to));
  }

  /** The same, but with another list. */
  StatusFetcher listing(byte[] list) {
    return new StatusFetcher() {
      @Override
      public byte[] get(String address, int most) {
        return list;
      }

      @Override
      public byte[] post(String address, String type, byte[] body, int most) throws IOException {
        return OutsideAuthority.this.post(address, type, body, most);
      }
    };
  }

  void goSilent() {
    reachable = false;
  }

  String crlUrl() {
    return "http://localhost/" + name + ".crl";
  }

  String startResponder() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    responder =
        new ProcessBuilder(
                ("openssl ocsp -port "
                        + port
                        + " -index index.txt -CA ca.pem -rsigner ca.pem"
                        + " -rkey ca.key -nmin 60 -ignore_err")
                    .split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("responder.log").toFile())
            .start();
    Awaitility.await().until(this::answers);
    return "http://127.0.0.1:" + port;
  }

  /** It says so; a connection that asks nothing would keep it. */
  private boolean answers() throws IOException {
    return Files.readString(folder.resolve("responder.log")).contains("waiting");
  }

  /** A list as of now. */
  @Override
  public byte[] get(String address, int most) throws IOException {
    if (!reachable) {
      throw new IOException("down");
    }
    try {
      openssl("ca -config ca.cnf -gencrl -out list.pem");
      openssl("crl -in list.pem -outform DER -out list.der");
      return Files.readAllBytes(folder.resolve("list.der"));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public byte[] post(String address, String type, byte[] body, int most) throws IOException {
    if (!reachable) {
      throw new IOException("down");
    }
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .build()
          .send(
              HttpRequest.newBuilder(URI.create(address))
                  .timeout(Duration.ofSeconds(20))
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray())
          .body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Path log = folder.resolve("openssl.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(arguments + ": " + Files.readString(log));
    }
  }

  @Override
  public void close() {
    if (responder != null) {
      responder.destroy();
    }
  }
}
