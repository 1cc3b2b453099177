package hutong.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads out of {@code hx-1.xsd} what is simple in it: sequences of elements, and values with
 * lengths, bounds, patterns or constants. Whatever else stands there is not plain, and is left to
 * the schema validator.
 */
final class PlainSchema {

  /** Constructs that mean the same to XML Schema (1.0, appendix F) and to Java, and no others. */
  private static final Pattern SAME_IN_BOTH =
      Pattern.compile(
          "(?:\\\\[.\\\\?+*\\-s]|\\[\\^?(?:\\\\[\\\\\\-s]|[^\\\\\\[\\]&^])+\\]|[A-Za-z0-9@:/,(){}|?*+\\-])+");

  private static final Set<String> RESTRICTED =
      Set.of("xs:string", "xs:int", "xs:long", "xs:date", "xs:dateTime");

  private final Map<String, Element> elements = new HashMap<>();
  private final Map<String, Element> complex = new HashMap<>();
  private final Map<String, Element> simple = new HashMap<>();

  private PlainSchema(Element schema) {
    for (Element each : children(schema)) {
      Map<String, Element> kind =
          switch (each.getTagName()) {
            case "xs:element" -> elements;
            case "xs:complexType" -> complex;
            case "xs:simpleType" -> simple;
            default -> throw new IllegalStateException("hx-1.xsd has what is not read here");
          };
      kind.put(each.getAttribute("name"), each);
    }
  }

  static PlainSchema load() {
    try (InputStream in = PlainSchema.class.getResourceAsStream("hx-1.xsd")) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return new PlainSchema(factory.newDocumentBuilder().parse(in).getDocumentElement());
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("hx-1.xsd is not XML", e);
    }
  }

  /** An element of the schema's first level; empty if it is not a plain sequence. */
  Optional<PlainType> element(String name, Class<?> type) {
    return structure(definition(elements.get(name)), type, Shape.of(type));
  }

  /** A named type; empty if it is not a plain sequence. */
  Optional<PlainType> type(String name, Class<?> type) {
    return structure(complex.get(name), type, Shape.of(type));
  }

  private Element definition(Element element) {
    List<Element> inline = children(element);
    return inline.isEmpty() ? complex.get(element.getAttribute("type")) : inline.get(0);
  }

  private Optional<PlainType> structure(Element definition, Class<?> type, Shape shape) {
    List<Element> sequence = new ArrayList<>();
    if (!collect(definition, sequence)) {
      return Optional.empty();
    }
    List<PlainType.Part> parts = new ArrayList<>();
    for (Element each : sequence) {
      Shape.Child child = shape.child(each.getAttribute("name"));
      if (child == null || child.position() != parts.size()) {
        return Optional.empty();
      }
      parts.add(part(each, child));
    }
    if (parts.size() != shape.children().size()) {
      return Optional.empty();
    }
    return Optional.of(new PlainType(maker(type), List.copyOf(parts)));
  }

  /** Whether it is a sequence of named elements and nothing else, what it extends included. */
  private boolean collect(Element definition, List<Element> sequence) {
    for (Element each : children(definition)) {
      boolean plain =
          switch (each.getTagName()) {
            case "xs:complexContent" -> collect(each, sequence);
            case "xs:extension" ->
                collect(complex.get(each.getAttribute("base")), sequence)
                    && collect(each, sequence);
            case "xs:sequence" -> !each.hasAttributes() && collect(each, sequence);
            case "xs:element" -> each.hasAttribute("name") && sequence.add(each);
            default -> false;
          };
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private PlainType.Part part(Element element, Shape.Child child) {
    int least = occurs(element, "minOccurs");
    int most = occurs(element, "maxOccurs");
    String type = element.getAttribute("type");
    PlainValue value = child.shape() == null ? value(type, child.type()) : null;
    PlainType inner =
        child.shape() == null
            ? null
            : structure(complex.get(type), child.type(), child.shape()).orElse(null);
    return new PlainType.Part(child, least, most, value, inner);
  }

  private static int occurs(Element element, String attribute) {
    return element.hasAttribute(attribute) ? Integer.parseInt(element.getAttribute(attribute)) : 1;
  }

  /** Null if it is not plain. */
  private PlainValue value(String typeName, Class<?> type) {
    if (typeName.equals("xs:boolean")) {
      return PlainValue.of(type, new PlainValue.Facets(0, 0, null, null, 0, 0));
    }
    Element definition = simple.get(typeName);
    if (definition == null) {
      return null;
    }
    Element restriction = children(definition).get(0);
    return RESTRICTED.contains(restriction.getAttribute("base")) ? facets(restriction, type) : null;
  }

  private static PlainValue facets(Element restriction, Class<?> type) {
    int shortest = 0;
    int longest = Integer.MAX_VALUE;
    Pattern pattern = null;
    long least = Long.MAX_VALUE; // Without bounds a number is not plain.
    long most = Long.MIN_VALUE;
    Map<String, Object> constants = null;
    for (Element facet : children(restriction)) {
      String text = facet.getAttribute("value");
      switch (facet.getTagName()) {
        case "xs:minLength" -> shortest = Integer.parseInt(text);
        case "xs:maxLength" -> longest = Integer.parseInt(text);
        case "xs:minInclusive" -> least = Long.parseLong(text);
        case "xs:maxInclusive" -> most = Long.parseLong(text);
        case "xs:enumeration" -> {
          constants = constants == null ? new HashMap<>() : constants;
          constants.put(text, type.isEnum() ? ConstantText.read(type, text) : text);
        }
        case "xs:pattern" -> {
          if (pattern != null || !SAME_IN_BOTH.matcher(text).matches()) {
            return null;
          }
          pattern = Pattern.compile(text);
        }
        default -> {
          return null;
        }
      }
    }
    if (type.isEnum() && constants == null) {
      return null;
    }
    return PlainValue.of(
        type, new PlainValue.Facets(shortest, longest, pattern, constants, least, most));
  }

  private static Constructor<?> maker(Class<?> type) {
    try {
      return type.getDeclaredConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a generated type has no constructor", e);
    }
  }

  private static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node each = parent.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }
}
