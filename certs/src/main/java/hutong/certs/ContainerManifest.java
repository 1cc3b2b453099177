package hutong.certs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;

/**
 * The ASiCManifest of a container (ETSI EN 319 162-1, A.4): one line for each file, in the order of
 * their names. It is written in one way only, so that who reads it writes it anew and compares.
 */
final class ContainerManifest {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "json", "application/json",
          "html", "text/html",
          "xml", "application/xml",
          "cms", "application/cms",
          "pem", "application/x-pem-file",
          "crl", "application/pkix-crl",
          "tst", "application/vnd.etsi.timestamp-token");

  /** The manifest over these files: SHA-256 by name. */
  static byte[] write(SortedMap<String, byte[]> digests) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
            .append("<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"")
            .append(" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n")
            .append("<asic:SigReference URI=\"")
            .append(Container.SIGNATURE)
            .append("\" MimeType=\"application/pkcs7-signature\"/>\n");
    digests.forEach(
        (name, sha256) ->
            xml.append("<asic:DataObjectReference URI=\"")
                .append(name)
                .append("\" MimeType=\"")
                .append(mediaType(name))
                .append("\"><ds:DigestMethod")
                .append(" Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>")
                .append(Base64.getEncoder().encodeToString(sha256))
                .append("</ds:DigestValue></asic:DataObjectReference>\n"));
    return xml.append("</asic:ASiCManifest>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String mediaType(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return MEDIA_TYPES.getOrDefault(ending, "application/octet-stream");
  }

  private ContainerManifest() {}
}
