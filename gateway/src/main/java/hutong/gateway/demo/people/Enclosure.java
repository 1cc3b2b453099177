package hutong.gateway.demo.people;

import hutong.schemas.hx.Attachment;
import java.nio.charset.StandardCharsets;

/** The note that a desk puts beside a record, as small attachments go. */
final class Enclosure {

  private static final String TEXT =
      """
      经办说明(合成数据,仅供演示)
      一、本件由受理窗口根据当事人出示的证件原件和登记材料录入,经核对一致后报送。
      二、当事人已被告知报送的内容、接收单位、用途和法律依据,并可申请查询和更正。
      三、接收单位办理时如需补充材料,请通过协查请求提出,不得要求当事人往返开具证明。
      四、纸质材料由受理窗口存档,保管期限按有关规定执行;电子件以本系统签名回执为准。
      五、如材料与本地登记不一致,请在答复中逐项说明,以便双方对账。
      """;

  private Enclosure() {}

  static Attachment note() {
    Attachment attachment = new Attachment();
    attachment.setName("note.txt");
    attachment.setMediaType("text/plain");
    attachment.setContent(TEXT.getBytes(StandardCharsets.UTF_8));
    return attachment;
  }
}
