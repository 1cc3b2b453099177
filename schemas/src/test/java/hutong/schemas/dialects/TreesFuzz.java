package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** What must hold for any bytes in any of the formats that become trees. */
final class TreesFuzz {

  private TreesFuzz() {}

  static void holds(PartnerFormat format, byte[] bytes) {
    List<ObjectNode> trees = new ArrayList<>();
    try {
      for (PartnerRecord record : Trees.read(format, bytes)) {
        if (record.refused()) {
          assertThat(record.faults()).isNotEmpty();
        } else {
          trees.add(record.tree());
        }
      }
    } catch (RefusedInput refused) {
      assertThat(refused.violations()).isNotEmpty();
      return;
    }
    byte[] written;
    try {
      written = Trees.write(format, trees);
    } catch (Unwritable unwritable) {
      assertThat(unwritable.violations()).isNotEmpty();
      return;
    }
    try {
      if (!trees.isEmpty() && plain(format, written)) {
        byte[] again = Trees.write(format, Trees.trees(format, written));
        assertThat(again).isEqualTo(written);
      }
    } catch (RefusedInput | Unwritable refused) {
      throw new AssertionError("what was read and written is refused", refused);
    }
  }

  /** Some texts in GB 18030 happen to be UTF-8 too, and are read as that. */
  private static boolean plain(PartnerFormat format, byte[] written) throws RefusedInput {
    String charset = format.mediaType().substring(format.mediaType().indexOf('=') + 1);
    return PartnerText.decode(written).equals(new String(written, Charset.forName(charset)));
  }
}
