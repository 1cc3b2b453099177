package hutong.schemas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.module.jakarta.xmlbind.JakartaXmlBindAnnotationModule;
import hutong.schemas.hx.Control;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ResidentRecord;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes records, headers and receipts: XML as fragments with their own namespace, or JSON. */
final class DocumentWriter {
  private static final String HEADER = "header";
  private static final String RECEIPT = "receipt";

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = JsonEvents.TYPE)
  private interface Typed {}

  /** Gives JSON the schema's order, so that both forms read alike. */
  private static final class SchemaOrder extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> orderProperties(
        SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
      Shape shape = Shape.of(bean.getBeanClass());
      properties.sort(Comparator.comparingInt(p -> shape.child(p.getName()).position()));
      return properties;
    }
  }

  private final PlainWriter plain;
  private final Pool<Marshaller> marshallers;
  private final JsonMapper mapper;

  DocumentWriter(JAXBContext context, Collection<Class<?>> recordTypes) {
    Map<Class<?>, String> names = new HashMap<>();
    names.put(Header.class, HEADER);
    names.put(Receipt.class, RECEIPT);
    recordTypes.forEach(type -> names.put(type, type.getSimpleName()));
    this.plain = new PlainWriter(names);
    this.marshallers = new Pool<>(() -> marshaller(context));
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(new JakartaXmlBindAnnotationModule())
            .addModule(new SimpleModule().setSerializerModifier(new SchemaOrder()))
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .addMixIn(ResidentRecord.class, Typed.class)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
    recordTypes.forEach(
        type -> builder.registerSubtypes(new NamedType(type, type.getSimpleName())));
    this.mapper = builder.build();
  }

  byte[] json(ResidentRecord record) {
    try {
      return mapper.writeValueAsBytes(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record's Java type cannot be written as JSON", e);
    }
  }

  byte[] xml(ResidentRecord record) {
    byte[] plainly = plain.write(record);
    return plainly == null ? marshalled(record) : plainly;
  }

  private byte[] marshalled(Object rootElement) {
    var out = new ByteArrayOutputStream(2_048);
    try {
      Marshaller marshaller = marshallers.take();
      marshaller.marshal(rootElement, out);
      marshallers.giveBack(marshaller);
    } catch (JAXBException e) {
      throw new IllegalStateException("a Java type of the schema cannot be written as XML", e);
    }
    return out.toByteArray();
  }

  byte[] header(Header header) {
    byte[] plainly = plain.write(header);
    return plainly == null ? marshalled(element(HEADER, Header.class, header)) : plainly;
  }

  byte[] receipt(Receipt receipt) {
    byte[] plainly = plain.write(receipt);
    return plainly == null ? marshalled(element(RECEIPT, Receipt.class, receipt)) : plainly;
  }

  byte[] control(Control control) {
    return marshalled(element("control", Control.class, control));
  }

  private static <T> JAXBElement<T> element(String name, Class<T> type, T value) {
    return new JAXBElement<>(new QName(Gate.NAMESPACE, name), type, value);
  }

  /** Keeps the fields named and the structures around them, nothing else. */
  byte[] restricted(ResidentRecord record, Shape shape, Set<String> fields, Format format) {
    ObjectNode tree = mapper.valueToTree(record);
    String type = tree.remove(JsonEvents.TYPE).textValue();
    prune(tree, "", fields);
    try {
      if (format == Format.XML) {
        return xml(type, tree, shape);
      }
      ObjectNode typed = mapper.createObjectNode().put(JsonEvents.TYPE, type);
      return mapper.writeValueAsBytes(typed.setAll(tree));
    } catch (JsonProcessingException | XMLStreamException e) {
      throw new IllegalStateException("a restricted record cannot be written", e);
    }
  }

  /** Whether nothing is left. */
  private static boolean prune(JsonNode node, String path, Set<String> fields) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .removeIf(field -> prune(field.getValue(), path + "/" + field.getKey(), fields));
      return object.isEmpty();
    }
    if (node.isArray()) {
      boolean empty = true;
      for (JsonNode item : node) {
        empty &= prune(item, path, fields);
      }
      return empty;
    }
    return !fields.contains(path);
  }

  private static byte[] xml(String name, ObjectNode tree, Shape shape) throws XMLStreamException {
    var out = new ByteArrayOutputStream(2_048);
    XMLStreamWriter writer =
        XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
    writer.setDefaultNamespace(Gate.NAMESPACE);
    writer.writeStartElement(Gate.NAMESPACE, name);
    writer.writeDefaultNamespace(Gate.NAMESPACE);
    write(tree, shape, writer);
    writer.writeEndElement();
    writer.close();
    return out.toByteArray();
  }

  private static void write(JsonNode node, Shape shape, XMLStreamWriter writer)
      throws XMLStreamException {
    for (Shape.Child child : shape.children()) {
      JsonNode value = node.get(child.name());
      if (value == null) {
        continue;
      }
      for (JsonNode one : value.isArray() ? value : Set.of(value)) {
        writer.writeStartElement(Gate.NAMESPACE, child.name());
        if (child.shape() == null) {
          writer.writeCharacters(one.asText());
        } else {
          write(one, child.shape(), writer);
        }
        writer.writeEndElement();
      }
    }
  }

  private static Marshaller marshaller(JAXBContext context) {
    try {
      Marshaller marshaller = context.createMarshaller();
      marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
      marshaller.setProperty(Marshaller.JAXB_ENCODING, "UTF-8");
      return marshaller;
    } catch (JAXBException e) {
      throw new IllegalStateException("no marshaller", e);
    }
  }
}
