package hutong.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/** Reads the small JSON bodies of calls strictly: no unknown, repeated or mistyped field. */
final class JsonRequest {

  /** One item of a lease. */
  record Item(String from, String id) {}

  /** Some items of a lease; null: all of them. */
  record Items(List<Item> items) {}

  /** What a system decided about one item. */
  record Verdict(
      String from,
      String id,
      Boolean accept,
      Boolean unknown,
      String code,
      List<String> pointers,
      String reason,
      Comparison evaluation) {}

  /** Whether a record matched, and where it deviates. */
  record Comparison(String match, List<String> deviations) {}

  /** What a system decided. */
  record Verdicts(List<Verdict> items) {}

  /** The office that a parked record goes to. */
  record Assignment(String from, String office) {}

  /** The node that an undecided record goes to. */
  record Recipient(String node) {}

  /** Why a route is paused. */
  record Pause(String reason) {}

  /** Why a record is erased, and whose it is where two have sent one under its id. */
  record Erasure(String reason, String sender) {}

  /** Something that takes two people; what is null is not part of its kind. */
  record Proposed(String kind, String about, String reason, String node, String sender) {}

  /** A system to be registered. */
  record NewSystem(
      String name, String kind, String role, List<String> types, List<String> divisions) {}

  /** What a system is to serve from now on. */
  record Claim(List<String> types, List<String> divisions) {}

  /** How long old keys go on; null: as is usual. */
  record Grace(Integer graceSeconds) {}

  /** Who does a system's work from now on. */
  record Succession(String by, Integer graceSeconds) {}

  /** How much a system may ask; what is null is as usual. */
  record Bounds(Integer rate, Integer burst, Integer records, Integer backlog) {}

  /** Where a system wants to be told. */
  record Hook(String url) {}

  /** Since when something is to be told again. */
  record Since(String since) {}

  /** A key to be made; what is null is as usual. */
  record AskedKey(String label, List<String> scopes, String expires) {}

  /** Whom disclosures are asked about. */
  record Person(String documentType, String documentNumber) {

    /** Masked: it is personal. */
    @Override
    public String toString() {
      return "Person[****]";
    }
  }

  /** One thing to be done with many records; what is null is not asked for. */
  record NewOperation(
      String kind,
      List<String> states,
      String node,
      String type,
      String system,
      String cause,
      String from,
      String until,
      String office,
      String to) {}

  /** How many records a plan is known to have, and how many go first. */
  record Run(Integer count, Integer first) {}

  /** Calls that need nothing said. */
  record Nothing() {}

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .withCoercionConfig(
              LogicalType.Boolean,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  static final ObjectReader ITEMS = MAPPER.readerFor(Items.class);
  static final ObjectReader VERDICTS = MAPPER.readerFor(Verdicts.class);
  static final ObjectReader ASSIGNMENT = MAPPER.readerFor(Assignment.class);

  static final ObjectReader RECIPIENT = MAPPER.readerFor(Recipient.class);
  static final ObjectReader PAUSE = MAPPER.readerFor(Pause.class);
  private static final ObjectReader ERASURE = MAPPER.readerFor(Erasure.class);
  private static final ObjectReader PROPOSED = MAPPER.readerFor(Proposed.class);
  private static final ObjectReader PERSON = MAPPER.readerFor(Person.class);
  static final ObjectReader NEW_SYSTEM = MAPPER.readerFor(NewSystem.class);
  static final ObjectReader CLAIM = MAPPER.readerFor(Claim.class);
  static final ObjectReader GRACE = MAPPER.readerFor(Grace.class);
  static final ObjectReader SUCCESSION = MAPPER.readerFor(Succession.class);
  static final ObjectReader OPERATION = MAPPER.readerFor(NewOperation.class);
  static final ObjectReader RUN = MAPPER.readerFor(Run.class);
  static final ObjectReader KEY = MAPPER.readerFor(AskedKey.class);
  static final ObjectReader BOUNDS = MAPPER.readerFor(Bounds.class);
  static final ObjectReader HOOK = MAPPER.readerFor(Hook.class);
  static final ObjectReader SINCE = MAPPER.readerFor(Since.class);
  static final ObjectReader NOTHING = MAPPER.readerFor(Nothing.class);

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(8)
                .maxStringLength(4_000)
                .maxNumberLength(20)
                .maxNameLength(100)
                .build());
  }

  private JsonRequest() {}

  /** No body: all items. */
  static Items items(Call call) {
    return call.body().length() == 0 ? new Items(null) : read(call, ITEMS, Items.class);
  }

  static Verdicts verdicts(Call call) {
    return read(call, VERDICTS, Verdicts.class);
  }

  static Assignment assignment(Call call) {
    return read(call, ASSIGNMENT, Assignment.class);
  }

  static Recipient recipient(Call call) {
    return read(call, RECIPIENT, Recipient.class);
  }

  static Pause pause(Call call) {
    return read(call, PAUSE, Pause.class);
  }

  static NewSystem newSystem(Call call) {
    return read(call, NEW_SYSTEM, NewSystem.class);
  }

  static Claim claim(Call call) {
    return read(call, CLAIM, Claim.class);
  }

  /** No body: the usual grace. */
  static Grace grace(Call call) {
    return call.body().length() == 0 ? new Grace(null) : read(call, GRACE, Grace.class);
  }

  static Succession succession(Call call) {
    return read(call, SUCCESSION, Succession.class);
  }

  static NewOperation operation(Call call) {
    return read(call, OPERATION, NewOperation.class);
  }

  static Run run(Call call) {
    return read(call, RUN, Run.class);
  }

  static AskedKey key(Call call) {
    return read(call, KEY, AskedKey.class);
  }

  static Bounds bounds(Call call) {
    return read(call, BOUNDS, Bounds.class);
  }

  static Hook hook(Call call) {
    return read(call, HOOK, Hook.class);
  }

  static Since since(Call call) {
    return read(call, SINCE, Since.class);
  }

  static Erasure erasure(Call call) {
    return read(call, ERASURE, Erasure.class);
  }

  static Proposed proposed(Call call) {
    return read(call, PROPOSED, Proposed.class);
  }

  static Person person(Call call) {
    return read(call, PERSON, Person.class);
  }

  /** No body, or an empty object. */
  static Nothing nothing(Call call) {
    return call.body().length() == 0 ? new Nothing() : read(call, NOTHING, Nothing.class);
  }

  private static <T> T read(Call call, ObjectReader reader, Class<T> as) {
    MediaType type = MediaType.parse(call.header("Content-Type"));
    if (!type.name().equals(Answers.JSON)) {
      throw new Refused(ApiCode.MEDIA_TYPE_UNSUPPORTED);
    }
    if (!type.utf8()) {
      throw new Refused(ApiCode.CHARSET_UNSUPPORTED);
    }
    return read(call.body().getBytes(), reader, as);
  }

  /** Refuses with {@link ApiCode#BODY_INVALID} whatever is not exactly this. */
  static <T> T read(byte[] body, ObjectReader reader, Class<T> as) {
    try {
      // From octets Jackson would guess UTF-16 and UTF-32 as well.
      T read =
          as.cast(reader.readValue(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString()));
      if (read == null) {
        throw new Refused(ApiCode.BODY_INVALID);
      }
      return read;
    } catch (CharacterCodingException notUtf8) {
      throw new Refused(ApiCode.BODY_INVALID);
    } catch (JsonMappingException fault) {
      throw new Refused(ApiCode.BODY_INVALID, List.of(pointer(fault)));
    } catch (JacksonException fault) {
      throw new Refused(ApiCode.BODY_INVALID);
    }
  }

  /** Where it is wrong; of an unknown field, where it stands, since its name is the caller's. */
  private static String pointer(JsonMappingException fault) {
    StringBuilder pointer = new StringBuilder();
    List<JsonMappingException.Reference> path = fault.getPath();
    int known = path.size() - (fault instanceof UnrecognizedPropertyException ? 1 : 0);
    for (JsonMappingException.Reference step : path.subList(0, known)) {
      pointer.append('/');
      if (step.getFieldName() == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(step.getFieldName());
      }
    }
    return pointer.toString();
  }
}
