package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CodeLists;
import hutong.schemas.Documents;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates as Apache POI reads them, filled in and read back. */
class TemplateWorkbookTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final RecordTypes TYPES = RecordTypes.load();
  private static final Documents DOCUMENTS = new Documents();
  private static final Dialect COUNTY = builtIn("county-xlsx");

  private static Dialect builtIn(String name) {
    try {
      return new DialectFiles(TYPES, CodeLists.load()).read(DialectFiles.builtIn().get(name));
    } catch (IOException | DialectFaults fault) {
      throw new IllegalStateException(fault);
    }
  }

  static Stream<String> types() {
    return COUNTY.types().stream().filter(name -> !name.equals("Decision")).sorted();
  }

  private static byte[] template(String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    COUNTY.template(agreed(type), out, true);
    return out.toByteArray();
  }

  private static RecordType agreed(String type) {
    return TYPES.of(type).orElseThrow();
  }

  /** Whatever the type can hold fits the template, and each cell with a list is one of it. */
  @ParameterizedTest
  @MethodSource("types")
  void a_record_of_the_type_filled_into_its_template_is_read_as_it_was(String type)
      throws Exception {
    RandomRecords random = new RandomRecords(type.hashCode(), TYPES);
    for (int round = 0; round < 8; round++) {
      ObjectNode record = sound(random, type);
      ObjectNode cells;
      try {
        cells = COUNTY.tree(record, NOW);
      } catch (Unwritable tooMuchForATable) {
        continue;
      }
      try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(template(type)))) {
        XSSFSheet sheet = workbook.getSheetAt(0);
        assertThat(sheet.getSheetName()).isEqualTo("流动人口");
        List<String> columns = texts(sheet.getRow(0));
        Map<Integer, List<String>> lists = lists(workbook, sheet);
        Row row = sheet.createRow(1);
        cells
            .properties()
            .forEach(
                cell -> {
                  int column = columns.indexOf(cell.getKey());
                  assertThat(column).as(type + " has no column " + cell.getKey()).isNotNegative();
                  String text = cell.getValue().asText();
                  if (lists.containsKey(column)) {
                    assertThat(lists.get(column)).as(cell.getKey()).contains(text);
                  }
                  row.createCell(column, CellType.STRING).setCellValue(text);
                });
        ByteArrayOutputStream filled = new ByteArrayOutputStream();
        workbook.write(filled);
        assertThat(read(filled.toByteArray()).record()).isEqualTo(written(record));
      }
    }
  }

  @Test
  void lists_are_those_of_the_code_tables_and_what_is_needed_is_said() throws Exception {
    try (XSSFWorkbook workbook =
        new XSSFWorkbook(new ByteArrayInputStream(template("ArrivalNotice")))) {
      XSSFSheet sheet = workbook.getSheetAt(0);
      List<String> columns = texts(sheet.getRow(0));
      assertThat(columns).doesNotContain("流出日期", "核验结果").contains("流入日期", "居住方式");
      Map<Integer, List<String>> lists = lists(workbook, sheet);
      assertThat(lists.get(columns.indexOf("业务类型"))).containsExactly("流入通报");
      assertThat(lists.get(columns.indexOf("性别"))).containsExactly("男", "女", "未知", "未说明");
      assertThat(lists.get(columns.indexOf("民族"))).hasSizeGreaterThan(55).startsWith("汉族");
      assertThat(lists.get(columns.indexOf("法律依据"))).contains("SC-663");
      assertThat(lists).doesNotContainKey(columns.indexOf("姓名"));
      Map<String, String> needed = new HashMap<>();
      Map<String, String> shapes = new HashMap<>();
      for (Row row : workbook.getSheet("说明")) {
        List<String> said = texts(row);
        needed.put(said.get(0), said.get(1));
        shapes.put(said.get(0), said.size() < 3 ? "" : said.get(2));
      }
      assertThat(needed).containsEntry("姓名", "必填").containsEntry("曾用名", "可空");
      assertThat(needed).as("it has a default").containsEntry("版本号", "可空");
      assertThat(shapes).containsEntry("流入日期", "日期 yyyy-MM-dd");
      assertThat(sheet.getColumnStyle(columns.indexOf("证件号码")).getDataFormatString())
          .isEqualTo("@");
    }
  }

  @Test
  void there_is_none_of_what_is_no_table_or_of_a_type_without_columns() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builtIn("county-csv").template(agreed("ArrivalNotice"), out, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builtIn("provincial-xml").template(agreed("ArrivalNotice"), out, true));
  }

  private static Translated read(byte[] workbook) throws Exception {
    try (DialectReader reader = COUNTY.open(new ByteArrayInputStream(workbook), NOW, Map.of())) {
      return reader.next();
    }
  }

  /** As the dialect itself writes and reads it. */
  private static ObjectNode written(ObjectNode record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DialectWriter writer = COUNTY.create(out, NOW)) {
      writer.write(record);
    }
    return read(out.toByteArray()).record();
  }

  private static ObjectNode sound(RandomRecords random, String type) {
    return Stream.generate(() -> random.of(type))
        .filter(
            record -> {
              try {
                // A random side may be one that the type is not sent to.
                record.remove("addressee");
                DOCUMENTS.readRecord(record);
                return true;
              } catch (RefusedInput incomplete) {
                return false;
              }
            })
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (Cell cell : row) {
      texts.add(cell.getStringCellValue());
    }
    return texts;
  }

  /** What may be chosen, by column. */
  private static Map<Integer, List<String>> lists(XSSFWorkbook workbook, XSSFSheet sheet) {
    Map<Integer, List<String>> lists = new HashMap<>();
    for (DataValidation each : sheet.getDataValidations()) {
      AreaReference from =
          new AreaReference(
              each.getValidationConstraint().getFormula1(), workbook.getSpreadsheetVersion());
      List<String> choices = new ArrayList<>();
      for (CellReference cell : from.getAllReferencedCells()) {
        choices.add(
            workbook
                .getSheet(cell.getSheetName())
                .getRow(cell.getRow())
                .getCell(cell.getCol())
                .getStringCellValue());
      }
      assertThat(each.getShowErrorBox()).isTrue();
      assertThat(each.getSuppressDropDownArrow()).as("the arrow is shown").isTrue();
      lists.put(each.getRegions().getCellRangeAddress(0).getFirstColumn(), choices);
    }
    return lists;
  }
}
