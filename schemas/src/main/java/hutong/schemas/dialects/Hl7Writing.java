package hutong.schemas.dialects;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.util.Terser;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** Fills one segment from its tree. */
final class Hl7Writing {
  private static final Pattern SEGMENT = Pattern.compile("[A-Z][A-Z0-9]{2}");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

  private final GenericSegment segment;

  Hl7Writing(GenericMessage message, String name) throws Unwritable {
    if (!SEGMENT.matcher(name).matches() || Hl7Source.AROUND.contains(name)) {
      throw TreeFaults.name();
    }
    this.segment = new GenericSegment(message, name);
  }

  GenericSegment segment(JsonNode fields) throws HL7Exception, Unwritable {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      int number = number(field.getKey());
      if (field.getValue().isArray()) {
        int repetition = 0;
        for (JsonNode one : field.getValue()) {
          field(segment.getField(number, repetition), one);
          repetition++;
        }
      } else {
        field(segment.getField(number, 0), field.getValue());
      }
    }
    return segment;
  }

  private static void field(Type field, JsonNode value) throws HL7Exception, Unwritable {
    if (!value.isObject()) {
      text(field, 1, 1, value);
      return;
    }
    for (Map.Entry<String, JsonNode> component : value.properties()) {
      int number = numberOrFirst(component.getKey());
      if (component.getValue().isObject()) {
        for (Map.Entry<String, JsonNode> sub : component.getValue().properties()) {
          text(field, number, numberOrFirst(sub.getKey()), sub.getValue());
        }
      } else {
        text(field, number, 1, component.getValue());
      }
    }
  }

  private static void text(Type field, int component, int sub, JsonNode value)
      throws HL7Exception, Unwritable {
    if (value.isContainerNode()) {
      throw TreeFaults.name();
    }
    if (value.isNull() || value.asText().isEmpty()) {
      return;
    }
    if (value.asText().equals("\"\"")) { // It would tell the partner to delete what he has.
      throw TreeFaults.character();
    }
    Terser.getPrimitive(field, component, sub).setValue(value.asText());
  }

  private static int numberOrFirst(String name) throws Unwritable {
    return name.equals(Names.TEXT) ? 1 : number(name);
  }

  private static int number(String name) throws Unwritable {
    if (!NUMBER.matcher(name).matches()) {
      throw TreeFaults.name();
    }
    return Integer.parseInt(name);
  }
}
