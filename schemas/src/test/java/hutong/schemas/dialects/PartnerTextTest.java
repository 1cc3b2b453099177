package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hutong.schemas.RefusedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartnerTextTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String TEXT = "姓名,𠮷㐂\r\n张三·é\r\n";

  @Test
  void a_byte_order_mark_decides() throws Exception {
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      byte[] marked = ("\uFEFF" + TEXT).getBytes(charset);
      assertThat(streamed(marked)).isEqualTo(TEXT);
      assertThat(PartnerText.decode(marked)).isEqualTo(TEXT);
    }
  }

  @Test
  void without_a_mark_it_is_UTF_8_or_else_GB_18030() throws Exception {
    for (Charset charset : List.of(UTF_8, GB18030)) {
      assertThat(streamed(TEXT.getBytes(charset))).isEqualTo(TEXT);
      assertThat(PartnerText.decode(TEXT.getBytes(charset))).isEqualTo(TEXT);
    }
  }

  @Test
  void however_long_the_ASCII_before_and_however_few_bytes_come_at_once_it_is_found()
      throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      String text =
          "a,b\r\n".repeat(random.nextInt(30_000)) + TEXT.repeat(1 + random.nextInt(9_000));
      Charset charset = random.nextBoolean() ? UTF_8 : GB18030;
      assertThat(streamed(text.getBytes(charset))).isEqualTo(text);
    }
  }

  @Test
  void a_character_at_a_time_gives_the_same() throws Exception {
    PartnerText text = new PartnerText(new ByteArrayInputStream(TEXT.getBytes(GB18030)));
    StringBuilder read = new StringBuilder();
    for (int c = text.read(); c >= 0; c = text.read()) {
      read.append((char) c);
    }
    assertThat(read.toString()).isEqualTo(TEXT);
  }

  @Test
  void GB_18030_far_behind_UTF_8_is_refused_with_its_line() {
    byte[] mixed = join(TEXT.repeat(9_000).getBytes(UTF_8), "张三".getBytes(GB18030));
    GarbledText thrown = catchThrowableOfType(GarbledText.class, () -> streamed(mixed));
    assertThat(thrown.refused().violations())
        .extracting(Rows::shown)
        .containsExactly("18001  charset-mixed");
  }

  @Test
  void bytes_that_are_neither_are_refused_with_their_line() {
    byte[] neither = join("a\nb\n".getBytes(UTF_8), new byte[] {(byte) 0xFF, 'c'});
    GarbledText thrown = catchThrowableOfType(GarbledText.class, () -> streamed(neither));
    assertThat(thrown.refused().violations()).extracting(Rows::shown).containsExactly("3  charset");
    assertThatThrownBy(() -> PartnerText.decode(neither)).isInstanceOf(RefusedInput.class);
  }

  @Test
  void lines_that_end_otherwise_are_noticed_outside_quotes_only() throws Exception {
    assertThat(mixed("a\r\nb\r\nc")).isZero();
    assertThat(mixed("a\r\n\"b\nb\"\r\nc\r\n")).isZero();
    assertThat(mixed("a\r\nb\nc\r\n")).isEqualTo(2);
    assertThat(mixed("a\nb\nc\rd")).isEqualTo(3);
    assertThat(mixed("a\n\"x\ny\"\r\n")).isEqualTo(3);
  }

  private static int mixed(String text) throws IOException {
    PartnerText read = new PartnerText(new ByteArrayInputStream(text.getBytes(UTF_8)));
    read.transferTo(new StringWriter());
    return read.mixedLineEnds().map(fault -> fault.source().row()).orElse(0);
  }

  private static String streamed(byte[] bytes) throws IOException {
    StringWriter read = new StringWriter();
    new PartnerText(trickling(bytes)).transferTo(read);
    return read.toString();
  }

  /** Gives some bytes at a time, as a network does. */
  private static InputStream trickling(byte[] bytes) {
    Random random = new Random(bytes.length);
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(9_000)));
      }
    };
  }

  private static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    joined.writeBytes(second);
    return joined.toByteArray();
  }
}
