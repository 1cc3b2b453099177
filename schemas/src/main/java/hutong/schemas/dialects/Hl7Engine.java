package hutong.schemas.dialects;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

/**
 * Has HAPI take segments apart and put them together, without its message structures, validation,
 * connections or threads; for many threads. Message by message HAPI would refuse much of what is
 * really sent: it wants a message type it knows and segments in its order.
 */
final class Hl7Engine {
  private final ModelClassFactory models = new GenericModelClassFactory();
  private final PipeParser parser;

  Hl7Engine() {
    ParserConfiguration configuration = new ParserConfiguration();
    configuration.setEscaping(new Hl7Escaping());
    parser =
        new PipeParser(
            new DefaultHapiContext(configuration, ValidationContextFactory.noValidation(), models));
  }

  /** A message to which segments may belong; for one thread. */
  GenericMessage message() {
    GenericMessage message = new GenericMessage.V251(models);
    message.setParser(parser);
    return message;
  }

  GenericSegment read(
      GenericMessage message, String name, String line, EncodingCharacters delimiters)
      throws HL7Exception {
    GenericSegment segment = new GenericSegment(message, name);
    parser.parse(segment, line, delimiters);
    return segment;
  }

  String write(GenericSegment segment, EncodingCharacters delimiters) {
    return parser.doEncode(segment, delimiters);
  }
}
