package hutong.certs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every certificate that an authority issued, so that each can be found and revoked. */
final class IssuedBook {

  private static final int MOST_BYTES = 64 << 10;

  private final Path folder;

  IssuedBook(Path folder) {
    this.folder = folder;
  }

  void add(X509Certificate certificate) {
    try {
      PrivateFile.write(file(certificate.getSerialNumber()), Certificates.encoded(certificate));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a certificate that was issued", e);
    }
  }

  Optional<X509Certificate> of(BigInteger serial) {
    Path file = file(serial);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  List<X509Certificate> all() {
    List<X509Certificate> all = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.der")) {
        files.forEach(file -> all.add(read(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private Path file(BigInteger serial) {
    return folder.resolve(serial.toString(16) + ".der");
  }

  private static X509Certificate read(Path file) {
    try {
      return Certificates.parse(PrivateFile.read(file, MOST_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Untrusted e) {
      throw new UncheckedIOException(new IOException("an issued certificate is damaged", e));
    }
  }
}
