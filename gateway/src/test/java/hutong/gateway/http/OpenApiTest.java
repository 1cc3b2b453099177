package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hutong.schemas.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private JsonNode document;

  @BeforeEach
  void read() throws IOException {
    try (InputStream in = HttpApi.class.getResourceAsStream("openapi.yaml")) {
      document = new YAMLMapper().readTree(in);
    }
  }

  @Test
  void every_call_is_described_and_every_described_call_exists() {
    Set<String> described = new HashSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          assertThat(METHODS).contains(method);
                          described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                        }));

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Operation.values())
                .map(each -> each.method() + " " + each.path())
                .toList());
  }

  @Test
  void parameters_and_need_of_a_key_are_described_as_they_are() {
    for (Operation operation : Operation.values()) {
      JsonNode call = call(operation);
      List<String> query = new ArrayList<>();
      List<String> path = new ArrayList<>();
      for (JsonNode parameter : call.path("parameters")) {
        JsonNode resolved = resolve(parameter);
        switch (resolved.get("in").textValue()) {
          case "query" -> query.add(resolved.get("name").textValue());
          case "path" -> path.add("{" + resolved.get("name").textValue() + "}");
          default -> assertThat(resolved.get("in").textValue()).isEqualTo("header");
        }
      }
      assertThat(query).as(operation.path()).hasSameElementsAs(operation.parameters());
      assertThat(path)
          .as(operation.path())
          .allSatisfy(each -> assertThat(operation.path()).contains(each));
      assertThat(path).hasSize(operation.path().split("\\{", -1).length - 1);
      assertThat(call.has("requestBody")).as(operation.path()).isEqualTo(operation.takesBody());
      assertThat(call.has("security")).isEqualTo(operation.scope() == Operation.Scope.PUBLIC);
    }
  }

  @Test
  void every_reference_leads_somewhere_and_every_component_is_used() {
    Set<String> used = new HashSet<>();
    references(document, used);

    assertThat(used).allSatisfy(each -> assertThat(document.at(each.substring(1))).isNotEmpty());
    Set<String> defined = new HashSet<>();
    document
        .get("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> defined.add("#/components/" + kind.getKey() + "/" + name)));
    defined.remove("#/components/securitySchemes/apiKey");
    assertThat(used).isEqualTo(defined);
  }

  @Test
  void each_operation_has_its_own_name_a_summary_and_described_answers() {
    Set<String> names = new HashSet<>();
    for (Operation operation : Operation.values()) {
      JsonNode call = call(operation);
      assertThat(names.add(call.get("operationId").textValue())).isTrue();
      assertThat(call.get("summary").textValue()).isNotBlank();
      call.get("responses")
          .forEach(
              answer -> assertThat(resolve(answer).path("description").textValue()).isNotBlank());
    }
  }

  @Test
  void what_any_call_may_be_refused_for_is_described_for_each() {
    for (Operation operation : Operation.values()) {
      JsonNode answers = call(operation).get("responses");
      assertThat(answers.has("400")).as("a parameter unknown to " + operation).isTrue();
      if (operation.parameters().contains("dialect")) {
        assertThat(answers.has("404")).as("a dialect unknown to " + operation).isTrue();
      }
    }
  }

  @Test
  void the_closed_sets_of_codes_are_the_programs() {
    assertThat(texts("/components/schemas/ApiCode/enum"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ApiCode.values()).map(Enum::name).toList());
    assertThat(texts("/components/schemas/RejectionCode/enum"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RejectionCode.values()).map(Enum::name).toList());
  }

  @Test
  void it_is_openapi_3_1() {
    assertThat(document.get("openapi").textValue()).startsWith("3.1.");
    assertThat(document.at("/info/title").textValue()).isNotBlank();
    assertThat(document.at("/info/version").textValue()).isNotBlank();
  }

  private JsonNode call(Operation operation) {
    return document
        .get("paths")
        .get(operation.path())
        .get(operation.method().name().toLowerCase(Locale.ROOT));
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private List<String> texts(String pointer) {
    List<String> texts = new ArrayList<>();
    document.at(pointer).forEach(each -> texts.add(each.textValue()));
    return texts;
  }

  private static void references(JsonNode node, Set<String> found) {
    if (node.has("$ref")) {
      found.add(node.get("$ref").textValue());
    }
    node.forEach(each -> references(each, found));
  }
}
