package hutong.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Lets the events of one document through to the schema validator, keeps the bounds, knows the
 * pointer of every event and collects what is wrong, so that XML and JSON are judged alike.
 */
final class Gate extends DefaultHandler2 {
  static final String NAMESPACE = "urn:hutong:hx:1";
  private static final String FAMILY = "urn:hutong:hx:";
  private static final Pattern HARMLESS_NAME = Pattern.compile("[A-Za-z][A-Za-z_-]{0,39}");
  private static final AttributesImpl NO_ATTRIBUTES = new AttributesImpl();

  /** Ends reading early: the rest would only cost time. */
  static final class Stop extends SAXException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Frame {
    final Shape.Child child;
    final Shape shape;
    final int[] seen;
    int index = -1;
    int length;
    boolean faulty;
    String misplaced;

    Frame(Shape.Child child, Shape shape) {
      this.child = child;
      this.shape = shape;
      this.seen = shape == null ? null : new int[shape.children().size()];
    }
  }

  private final Limits limits;
  private final ValidatorHandler next;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  private Map<String, Shape> roots = Map.of();
  private int skipping;
  private int elements;
  private boolean prefixed;

  Gate(Limits limits, ValidatorHandler next) {
    this.limits = limits;
    this.next = next;
    next.setErrorHandler(this);
  }

  void reset(Map<String, Shape> roots) {
    this.roots = roots;
    violations.clear();
    frames.clear();
    skipping = 0;
    elements = 0;
    prefixed = false;
  }

  List<Violation> violations() {
    return violations;
  }

  /** Whether any name had a prefix, so that a part of the document may not stand alone. */
  boolean prefixed() {
    return prefixed;
  }

  void report(Violation violation) throws Stop {
    violations.add(violation);
    if (violations.size() >= limits.violations()) {
      throw new Stop();
    }
  }

  @Override
  public void startDocument() throws SAXException {
    next.startDocument();
  }

  @Override
  public void endDocument() throws SAXException {
    next.endDocument();
  }

  @Override
  public void startElement(String uri, String name, String qName, Attributes attributes)
      throws SAXException {
    if (++elements > limits.elements()) {
      report(Faults.bound("elements"));
      throw new Stop();
    }
    if (frames.size() + skipping >= limits.depth()) {
      report(Faults.bound("depth"));
      throw new Stop();
    }
    if (skipping > 0) {
      skipping++;
      return;
    }
    prefixed |= qName.length() != name.length();
    if (frames.isEmpty()) {
      enterRoot(uri, name);
    } else if (!enter(uri, name)) {
      skipping = 1;
      return;
    }
    if (attributes.getLength() > 0) {
      report(Faults.attribute(pointer()));
    }
    next.startElement(NAMESPACE, name, name, NO_ATTRIBUTES);
  }

  private void enterRoot(String uri, String name) throws SAXException {
    Shape shape = roots.get(name);
    if (!uri.equals(NAMESPACE)) {
      report(uri.startsWith(FAMILY) ? Faults.version("") : Faults.unknownRoot(""));
      throw new Stop();
    }
    if (shape == null) {
      report(Faults.unknownRoot(""));
      throw new Stop();
    }
    frames.add(new Frame(null, shape));
  }

  private boolean enter(String uri, String name) throws SAXException {
    Frame parent = top();
    if (parent.shape == null) {
      report(Faults.structure(pointer()));
      parent.faulty = true;
      return false;
    }
    Shape.Child child = uri.equals(NAMESPACE) ? parent.shape.child(name) : null;
    if (child == null) {
      unknownField(name);
      return false;
    }
    Frame frame = new Frame(child, child.shape());
    int before = parent.seen[child.position()]++;
    frame.index = child.list() ? before : -1;
    frames.add(frame);
    if (before > 0 && !child.list()) {
      report(Faults.repeated(pointer()));
      frames.remove(frames.size() - 1);
      return false;
    }
    return true;
  }

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    if (skipping > 0) {
      return;
    }
    Frame frame = top();
    if (frame.shape == null) {
      frame.length += length;
      if (frame.length > limits.text()) {
        if (!frame.faulty) {
          frame.faulty = true;
          report(Faults.tooLong(pointer()));
        }
        return;
      }
    }
    next.characters(text, start, length);
  }

  @Override
  public void ignorableWhitespace(char[] text, int start, int length) {}

  @Override
  public void endElement(String uri, String name, String qName) throws SAXException {
    if (skipping > 0) {
      skipping--;
      return;
    }
    next.endElement(NAMESPACE, name, name);
    Frame frame = top();
    if (frame.shape != null) {
      reportContent(frame);
    }
    frames.remove(frames.size() - 1);
  }

  /** What is missing explains an order fault, so the latter is reported only alone. */
  private void reportContent(Frame frame) throws SAXException {
    int before = violations.size();
    for (Shape.Child child : frame.shape.children()) {
      if (child.required() && frame.seen[child.position()] == 0) {
        report(Faults.missing(pointer() + "/" + child.name()));
      }
    }
    if (frame.misplaced != null && violations.size() == before && !frame.faulty) {
      report(Faults.misplaced(frame.misplaced));
    }
  }

  @Override
  public void comment(char[] text, int start, int length) throws SAXException {
    if (!frames.isEmpty() && skipping == 0 && top().shape == null) {
      report(Faults.comment(pointer()));
    }
  }

  @Override
  public void processingInstruction(String target, String data) throws SAXException {
    report(Faults.instruction());
  }

  /** A finding of the schema validator; its text may hold values and is read for its code only. */
  @Override
  public void error(SAXParseException finding) throws SAXException {
    String message = finding.getMessage();
    int colon = message == null ? -1 : message.indexOf(':');
    String code = colon < 0 ? "cvc" : message.substring(0, colon);
    Frame frame = top();
    if (code.startsWith("cvc-complex-type.2.4")) {
      Frame parent = code.endsWith("b") || frames.size() == 1 ? frame : below();
      parent.misplaced = pointer();
    } else if (!frame.faulty) {
      frame.faulty = true;
      report(Faults.facet(pointer(), code, frame.child));
    }
  }

  /** Reports a field that has no place here. */
  void unknownField(String name) throws SAXException {
    top().faulty = true;
    boolean harmless = HARMLESS_NAME.matcher(name).matches();
    report(Faults.unknownField(pointer() + "/" + (harmless ? name : "?")));
  }

  /** Reports a field whose JSON type is wrong, and counts it as given. */
  void wrongToken(Shape.Child child) throws SAXException {
    Frame parent = top();
    parent.faulty = true;
    parent.seen[child.position()]++;
    report(Faults.token(pointer() + "/" + child.name(), child));
  }

  /** Reports a value that XML cannot carry; it is not passed on. */
  void wrongCharacter() throws SAXException {
    top().faulty = true;
    report(Faults.character(pointer()));
  }

  Shape shape() {
    return top().shape;
  }

  String pointer() {
    StringBuilder pointer = new StringBuilder(64);
    for (Frame frame : frames) {
      if (frame.child != null && !frame.child.transparent()) {
        pointer.append('/').append(frame.child.name());
        if (frame.index >= 0) {
          pointer.append('/').append(frame.index);
        }
      }
    }
    return pointer.toString();
  }

  private Frame top() {
    return frames.get(frames.size() - 1);
  }

  private Frame below() {
    return frames.get(frames.size() - 2);
  }
}
