package hutong.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ResidentRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads at a glance what is written plainly and has nothing wrong, which is nearly all of what
 * comes. Null from it says nothing about a document: {@link DocumentReader} then reads or refuses
 * it.
 */
final class PlainReader {
  private final Limits limits;
  private final Map<String, PlainType> records = new HashMap<>();
  private final Map<String, PlainType> header = new HashMap<>();
  private final Map<String, PlainType> receipt = new HashMap<>();

  PlainReader(List<Class<?>> recordTypes, Limits limits) {
    this.limits = limits;
    PlainSchema schema = PlainSchema.load();
    for (Class<?> type : recordTypes) {
      String name = type.getSimpleName();
      schema.element(name, type).ifPresent(plain -> records.put(name, plain));
    }
    schema.type("Header", Header.class).ifPresent(plain -> header.put("header", plain));
    schema.element("receipt", Receipt.class).ifPresent(plain -> receipt.put("receipt", plain));
  }

  ResidentRecord record(String xml) {
    return (ResidentRecord) PlainXml.read(xml, records, limits);
  }

  ResidentRecord record(JsonNode parsed) {
    return (ResidentRecord) PlainJson.read(parsed, records, limits);
  }

  Receipt receipt(String xml) {
    return (Receipt) PlainXml.read(xml, receipt, limits);
  }

  /** Also gives the record's own text. */
  PlainXml.Exchanged exchange(String xml) {
    return PlainXml.readExchange(xml, header, records, limits);
  }
}
