package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class XmlFormatTest {
  private static final String XWAS =
      "https://gitlab.opencode.de/akdb/xoev/xwasser/-/raw/main/V1_0_0";

  private final XmlFormat one = plain("doc", null, null);
  private final XmlFormat many = plain("doc", "list/record", null);
  private final XmlFormat flat = plain("doc", "record", null);

  private static XmlFormat plain(String root, String each, Charset charset) {
    return new XmlFormat(new XmlFormat.Options(root, each, Map.of(), charset, List.of()));
  }

  @Test
  void what_is_written_is_read_alike_and_another_parser_takes_it() throws Exception {
    Random random = new Random(21);
    for (Charset charset : List.of(UTF_8, Trees.GB18030)) {
      XmlFormat single = plain("文书", null, charset);
      XmlFormat list = plain("doc", "list/record", charset);
      for (int i = 0; i < 300; i++) {
        List<ObjectNode> trees = new ArrayList<>();
        ObjectNode batch = Trees.object(random, 1);
        batch.putObject("list").put("@count", "3");
        batch.put("after", "y");
        for (int k = random.nextInt(3); k >= 0; k--) {
          ObjectNode tree = Trees.object(random, 3).put("lines", "a\r\nb\tc\rd");
          byte[] bytes = Trees.write(single, List.of(tree));
          assertThat(Trees.trees(single, bytes)).containsExactly(tree);
          assertThat(dom(bytes).getXmlEncoding()).isEqualTo(charset.name());
          trees.add(tree.deepCopy().set(Names.BATCH, batch));
        }
        byte[] bytes = Trees.write(list, trees);
        assertThat(Trees.trees(list, bytes)).isEqualTo(trees);
        assertThat(dom(bytes).getElementsByTagName("record").getLength()).isEqualTo(trees.size());
      }
    }
  }

  private static Document dom(byte[] bytes) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
  }

  @Test
  void elements_attributes_text_and_lists_become_a_tree() throws Exception {
    String text =
        "<doc v='1' e=''><!-- c --><a> x </a><b/><c k='&lt;'>y<![CDATA[&]]></c><d>1</d><d>2</d></doc>";
    assertThat(Trees.read(one, text).get(0).tree())
        .hasToString(
            "{\"@v\":\"1\",\"a\":\"x\",\"c\":{\"@k\":\"<\",\"#\":\"y&\"},\"d\":[\"1\",\"2\"]}");
    assertThat(Trees.read(many, "<doc><h>1</h><list><record/><record>t</record></list></doc>"))
        .extracting(record -> record.row() + " " + record.tree())
        .containsExactly(
            "1 {\"batch\":{\"h\":\"1\",\"list\":{}}}",
            "2 {\"#\":\"t\",\"batch\":{\"h\":\"1\",\"list\":{}}}");
    assertThat(Trees.read(many, "<doc><list/></doc>")).isEmpty();
  }

  @Test
  void it_is_written_in_the_order_that_xml_asks_for() throws Exception {
    ObjectNode tree = Trees.NODES.objectNode();
    tree.put("a", "1<2").putObject("b").put("#", "t").put("@k", "\"v\"");
    tree.put("@v", 1).putArray("c").add("x").addNull().add("y");
    tree.putObject(Names.BATCH).put("h", "z");
    assertThat(new String(Trees.write(flat, List.of(tree)), UTF_8))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <doc>
              <h>z</h>
              <record v="1">
                <a>1&lt;2</a>
                <b k="&quot;v&quot;">t</b>
                <c>x</c>
                <c>y</c>
              </record>
            </doc>
            """);
  }

  @Test
  void the_samples_are_read_and_written_again_with_their_prefixes() throws Exception {
    XmlFormat receipt =
        new XmlFormat(
            new XmlFormat.Options(
                "xwas:administration.quittung.0020",
                null,
                Map.of("xwas", XWAS, "xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                Trees.GB18030,
                List.of(
                    "@xsi:schemaLocation",
                    "xwas:identifikationVorgang/xwas:vorgangsID",
                    "xwas:quittung/xwas:aktuellerStatusTechnisch/code")));
    List<ObjectNode> trees =
        Trees.trees(receipt, Trees.sample("de-xoev/xwasser_administration_quittung_0020.xml"));
    List<String> path = receipt.path("xwas:quittung/xwas:aktuellerStatusTechnisch/code");
    assertThat(PartnerPath.of("code", path).get(trees.get(0), 0).asText()).isEqualTo("200");
    byte[] written = Trees.write(receipt, trees);
    assertThat(Trees.trees(receipt, written)).isEqualTo(trees);
    assertThat(dom(written).getElementsByTagNameNS(XWAS, "vorgangsID").getLength()).isOne();
    assertThat(new String(written, UTF_8)).contains(" xsi:schemaLocation=", "encoding=\"GB18030\"");
    for (String list : List.of("dsmeld_familienstand_2", "status_technisch_1")) {
      XmlFormat codes = plain("CodeList", "SimpleCodeList/Row", null);
      List<ObjectNode> rows =
          Trees.trees(codes, Trees.sample("de-xoev/codelist_" + list + ".gc.xml"));
      assertThat(rows).hasSizeGreaterThan(2);
      assertThat(Trees.trees(codes, Trees.write(codes, rows))).isEqualTo(rows);
    }
  }

  @Test
  void what_is_bad_is_refused_by_its_rule() {
    String bomb = "<!DOCTYPE doc [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><doc><a>&b;</a></doc>";
    assertThat(Trees.refusal(one, bomb)).isEqualTo("doctype");
    assertThat(
            Trees.refusal(
                one, "<!DOCTYPE doc [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><doc>&x;</doc>"))
        .isEqualTo("doctype");
    assertThat(Trees.refusal(one, "<!DOCTYPE doc SYSTEM 'http://127.0.0.1:1/x'><doc/>"))
        .isEqualTo("doctype");
    assertThat(Trees.refusal(one, "<?xml version='1.0'?><!-- <a> --><!DOCTYPE \u0001[<!x"))
        .isEqualTo("doctype");
    assertThat(Trees.refusal(one, "<doc>&nobody;</doc>")).isEqualTo("xml");
    assertThat(Trees.refusal(one, "<other/>")).isEqualTo("root");
    assertThat(Trees.refusal(one, "<doc><a></doc>")).isEqualTo("xml");
    assertThat(Trees.refusal(one, "<doc/><doc/>")).isEqualTo("xml");
    assertThat(Trees.refusal(one, "<doc/>x")).isEqualTo("xml");
    assertThat(Trees.refusal(one, "")).isEqualTo("xml");
    assertThat(Trees.refusal(one, "<?xml version='1.1'?><doc/>")).isEqualTo("xml");
    assertThat(Trees.refusal(one, "<?xml version='1.0' encoding='ISO-8859-1'?><doc/>"))
        .isEqualTo("charset");
    assertThat(Trees.refusal(one, "<doc>a<b>c</b></doc>")).isEqualTo("mixed-content");
    assertThat(Trees.refusal(many, "<doc>a<list><record/></list></doc>"))
        .isEqualTo("mixed-content");
    assertThat(Trees.refusal(many, "<doc><record/></doc>")).isEqualTo("each");
    assertThat(Trees.refusal(flat, "<doc/>")).isEqualTo("each");
    String deep = "<doc>" + "<a>".repeat(32) + "</a>".repeat(32) + "</doc>";
    assertThat(Trees.refusal(one, deep)).isEqualTo("xml-bound");
    assertThat(Trees.refusal(one, "<doc>" + "<a/>".repeat(20_000) + "</doc>"))
        .isEqualTo("xml-bound");
    assertThat(Trees.refusal(one, "<doc>" + "x".repeat(24_001) + "</doc>")).isEqualTo("xml-bound");
    assertThat(Trees.refusal(one, new byte[(4 << 20) + 1])).isEqualTo("size");
  }

  @Test
  void mixed_content_in_one_record_leaves_the_others() throws Exception {
    String text = "<doc><list><record>a<b/></record><record>c</record></list></doc>";
    assertThat(Trees.read(many, text))
        .extracting(PartnerRecord::refused)
        .containsExactly(true, false);
  }

  @Test
  void gb_charsets_that_are_declared_are_read_as_gb_18030() throws Exception {
    for (String name : List.of("GB18030", "gbk", "GB2312", "utf-8")) {
      String text = "<?xml version='1.0' encoding='" + name + "'?><doc><a>王小明</a></doc>";
      assertThat(Trees.trees(one, text.getBytes(Trees.GB18030)).get(0).get("a").asText())
          .isEqualTo("王小明");
    }
  }

  @Test
  void a_namespace_that_is_agreed_is_checked_at_the_root() {
    XmlFormat format =
        new XmlFormat(new XmlFormat.Options("p:doc", null, Map.of("p", "urn:a"), null, List.of()));
    assertThat(Trees.refusal(format, "<q:doc xmlns:q='urn:a'/>")).isEqualTo("none");
    assertThat(Trees.refusal(format, "<doc xmlns='urn:a'/>")).isEqualTo("none");
    assertThat(Trees.refusal(format, "<p:doc xmlns:p='urn:b'/>")).isEqualTo("root");
    assertThat(Trees.refusal(format, "<doc/>")).isEqualTo("root");
    assertThatThrownBy(() -> plain("q:doc", null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_has_no_place_is_unwritable() {
    for (String bad : List.of("\u0000", "\u0008", "\uFFFE", "\uD842", "x\uDFB7")) {
      assertThat(Trees.unwritable(one, Trees.NODES.objectNode().put("a", bad)))
          .isEqualTo("character");
    }
    assertThat(Trees.unwritable(one, Trees.NODES.objectNode().put("@a", "b\nc")))
        .isEqualTo("character");
    assertThat(Trees.unwritable(one, Trees.NODES.objectNode().put("#", "b").put("a", "c")))
        .isEqualTo("mixed-content");
    for (String bad : List.of("a b", "", "1", "a><x", "@", "a:b:c")) {
      assertThat(Trees.unwritable(one, Trees.NODES.objectNode().put(bad, "x"))).isEqualTo("name");
    }
    ObjectNode a = Trees.NODES.objectNode().put("a", "x");
    ObjectNode b = a.deepCopy();
    b.putObject(Names.BATCH).put("other", 1);
    assertThat(Trees.unwritable(one, a, a)).isEqualTo("one-record");
    assertThat(Trees.unwritable(many, a, b)).isEqualTo("batch-differs");
    XmlFormat gbk = plain("doc", null, Charset.forName("GBK"));
    assertThat(Trees.unwritable(gbk, Trees.NODES.objectNode().put("a", "𠮷")))
        .isEqualTo("character");
  }

  @Test
  void after_a_fault_and_by_many_threads_it_reads_as_before() throws Exception {
    String good = "<doc><a>1</a></doc>";
    List<String> seen =
        java.util.stream.IntStream.range(0, 2_000)
            .parallel()
            .mapToObj(
                i ->
                    i % 3 == 0
                        ? Trees.refusal(one, "<doc><a>" + i)
                        : Trees.refusal(one, good.replace("1", "v" + i)))
            .distinct()
            .toList();
    assertThat(seen).containsExactlyInAnyOrder("xml", "none");
    assertThat(Trees.read(one, good).get(0).tree()).hasToString("{\"a\":\"1\"}");
  }
}
