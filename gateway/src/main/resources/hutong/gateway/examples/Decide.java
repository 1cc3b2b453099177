import com.fasterxml.jackson.databind.JsonNode;
import hutong.client.HutongClient;
import hutong.client.HutongClient.Mail;
import java.net.URI;
import java.util.Optional;

/** Takes what waits for this system and accepts it. A real system applies each record first. */
public class Decide {

  public static void main(String[] arguments) throws Exception {
    URI node = URI.create(System.getenv("HUTONG_URL"));
    HutongClient client = new HutongClient(node, System.getenv("HUTONG_KEY"), "en", null);
    Optional<Mail> mail = client.mail(100, 60);
    if (mail.isPresent()) {
      for (JsonNode item : mail.get().items()) {
        client.accept(mail.get(), item);
        System.out.println(item.get("id").asText());
      }
    }
  }
}
