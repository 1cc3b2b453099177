import hutong.client.HutongClient;
import hutong.client.HutongProblem;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Posts a record, waits until it is decided, says why it stands so, keeps its receipt. */
public class Post {

  public static void main(String[] arguments) throws Exception {
    URI node = URI.create(System.getenv("HUTONG_URL"));
    HutongClient client = new HutongClient(node, System.getenv("HUTONG_KEY"), "en", null);
    byte[] record = Files.readAllBytes(Path.of(System.getenv("HUTONG_SAMPLE")));
    try {
      // The same key with the same record posts it once, however often this runs.
      String key = UUID.nameUUIDFromBytes(record).toString();
      UUID id = client.post(record, null, key).id();
      client.await(id, 60);
      System.out.println(client.why(id).get("sentence").asText());
      System.out.println(Files.write(Path.of(id + ".cms"), client.receipt(id)));
    } catch (HutongProblem refused) {
      System.err.println(refused.getMessage());
      System.exit(1);
    }
  }
}
