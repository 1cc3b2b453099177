package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.Contact;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ResidentRecord;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written plainly is byte for byte what JAXB writes. */
class PlainWriterTest {

  private static final PlainWriter PLAIN =
      new PlainWriter(
          Documents.RECORDS.stream().collect(Collectors.toMap(type -> type, Class::getSimpleName)));

  static List<ResidentRecord> oneOfEveryType() {
    return Samples.oneOfEveryType();
  }

  @ParameterizedTest
  @MethodSource("oneOfEveryType")
  void records_and_headers_are_written_as_jaxb_writes_them(ResidentRecord record)
      throws JAXBException {
    byte[] xml = Seeds.DOCUMENTS.writeRecord(record, Format.XML);
    assertThat(xml).isEqualTo(marshalled(record));

    Header header = Samples.header(record);
    byte[] inside = Seeds.DOCUMENTS.writeExchange(header, xml);
    assertThat(new String(inside, UTF_8))
        .contains(new String(marshalled(named("header", Header.class, header)), UTF_8));

    assertThat(PLAIN.write(record) != null).isEqualTo(record.getAttachment().isEmpty());
  }

  @Test
  void receipts_are_written_as_jaxb_writes_them() throws Exception {
    for (byte[] each : Seeds.receipts()) {
      Receipt receipt = Seeds.DOCUMENTS.readReceipt(each);
      assertThat(Seeds.DOCUMENTS.writeReceipt(receipt))
          .isEqualTo(marshalled(named("receipt", Receipt.class, receipt)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a&b",
        "<a>",
        "]]>",
        "\"'",
        "a\tb\nc",
        "\u007F\u0085\u2028",
        "𠮷",
        "&&<<>>",
        "é王"
      })
  void text_is_escaped_as_jaxb_escapes_it(String text) throws JAXBException {
    ArrivalNotice notice = arrival(text);
    assertThat(PLAIN.write(notice)).isEqualTo(marshalled(notice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "a\r\n", "\u0000", "\u001F", "\uD842", "\uDFB7", "\uFFFE"})
  void what_xml_can_not_carry_as_it_is_is_left_to_jaxb(String text) {
    assertThat(PLAIN.write(arrival(text))).isNull();
  }

  @Test
  void empty_structures_and_lists_are_written_as_jaxb_writes_them() throws JAXBException {
    ArrivalNotice notice = Samples.arrival();
    notice.setContact(new Contact());
    notice.getSubject().getFormerName().clear();
    assertThat(PLAIN.write(notice)).isEqualTo(marshalled(notice));
    ArrivalNotice empty = new ArrivalNotice();
    assertThat(PLAIN.write(empty)).isEqualTo(marshalled(empty));
  }

  private static ArrivalNotice arrival(String text) {
    ArrivalNotice notice = Samples.arrival();
    notice.getSubject().setName(text);
    notice.getSubject().getFormerName().add(text);
    return notice;
  }

  private static <T> JAXBElement<T> named(String name, Class<T> type, T value) {
    return new JAXBElement<>(new QName(Gate.NAMESPACE, name), type, value);
  }

  private static byte[] marshalled(Object root) throws JAXBException {
    Marshaller marshaller = Documents.context().createMarshaller();
    marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
    var out = new ByteArrayOutputStream();
    marshaller.marshal(root, out);
    return out.toByteArray();
  }
}
