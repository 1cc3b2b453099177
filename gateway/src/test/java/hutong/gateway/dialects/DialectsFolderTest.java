package hutong.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.DialectFaults;
import hutong.schemas.dialects.DialectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node was given stays what it was, under its own name. */
class DialectsFolderTest {
  private static final DialectFiles READER = new DialectFiles(RecordTypes.load(), CodeLists.load());

  @TempDir private Path given;
  @TempDir private Path home;
  private DialectsFolder folder;
  private DialectShelf shelf;

  @BeforeEach
  void open() {
    folder = new DialectsFolder(home.resolve("dialects"));
    shelf = new DialectShelf(folder, READER);
  }

  @Test
  void a_dialect_is_kept_with_its_files_and_loaded_again() throws Exception {
    Path from = Lakeside.write(given, "1", "2026-01-01");

    DialectShelf.Taken taken = shelf.take(from);

    assertThat(taken.isNew()).isTrue();
    assertThat(folder.versions("lakeside")).containsExactly("1");
    assertThat(folder.files("lakeside", "1")).containsOnlyKeys("dialect.yaml", "places.csv");
    assertThat(shelf.load("lakeside", "1").heading()).hasToString("lakeside@1");
    assertThat(shelf.names()).contains("lakeside", "provincial-json");
    assertThat(Files.readString(home.resolve("dialects/lakeside/1.sha256")))
        .containsPattern("[0-9a-f]{64}  1/dialect.yaml\n[0-9a-f]{64}  1/places.csv\n");
    assertThat(inside("lakeside")).containsExactlyInAnyOrder(".lock", "1", "1.sha256");
  }

  @Test
  void the_same_again_is_no_error_and_other_content_needs_a_new_version() throws Exception {
    Path from = Lakeside.write(given, "1", "2026-01-01");
    shelf.take(from);

    assertThat(shelf.take(from).isNew()).isFalse();
    Files.writeString(from.resolve("places.csv"), "theirs,ours\na,b\n");
    refused(() -> shelf.take(from)).withMessageContaining("give it a new version");
    assertThat(folder.files("lakeside", "1").get("places.csv"))
        .isEqualTo("theirs,ours\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void one_that_the_program_brings_along_is_not_taken_with_other_content() throws Exception {
    Path same = export("provincial-json");
    assertThat(shelf.take(same).isNew()).isFalse();
    assertThat(folder.versions("provincial-json")).isEmpty();
    Path yaml = same.resolve("dialect.yaml");

    Files.writeString(yaml, Files.readString(yaml) + "# mine\n");
    refused(() -> shelf.take(same))
        .withMessageContaining("brings along")
        .withMessageContaining("give it a new version");
    Files.writeString(yaml, Files.readString(yaml).replace("version: \"1\"", "version: \"1-own\""));

    assertThat(shelf.take(same).isNew()).isTrue();
    assertThat(shelf.versions("provincial-json")).containsExactly("1", "1-own");
  }

  @Test
  void what_is_at_fault_is_not_taken_and_every_fault_is_told() throws Exception {
    Path from = Lakeside.write(given, "lakeside", "1", "soon", "grund");

    assertThatExceptionOfType(DialectFaults.class)
        .isThrownBy(() -> shelf.take(from))
        .withMessageContaining("validFrom");
    assertThat(home.resolve("dialects")).doesNotExist();
  }

  @Test
  void a_change_by_hand_is_noticed_and_put_back_by_taking_the_original_again() throws Exception {
    Path from = Lakeside.write(given, "1", "2026-01-01");
    shelf.take(from);
    Path kept = home.resolve("dialects/lakeside/1");
    Files.writeString(kept.resolve("places.csv"), "theirs,ours\nx,y\n");

    refused(() -> shelf.load("lakeside", "1"))
        .withMessageContaining("is not what was taken")
        .withMessageContaining("as another version");
    assertThat(shelf.take(from).isNew()).isFalse();
    assertThat(shelf.load("lakeside", "1").heading().version()).isEqualTo("1");

    Files.writeString(kept.resolve("more.csv"), "theirs,ours\n");
    refused(() -> shelf.load("lakeside", "1")).withMessageContaining("is not what was taken");
    Files.delete(kept.resolve("more.csv"));
    assertThat(shelf.load("lakeside", "1").heading().version()).isEqualTo("1");
    Files.delete(home.resolve("dialects/lakeside/1.sha256"));
    refused(() -> shelf.load("lakeside", "1")).withMessageContaining("put there by hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../lakeside", "..", "a/b", "/etc", "Lakeside", "x", "lake side", ""})
  void no_name_leads_out_of_the_folder(String name) {
    refused(() -> folder.files(name, "1")).withMessageContaining("name is");
    refused(() -> folder.versions(name)).withMessageContaining("name is");
    refused(() -> shelf.load(name, "1")).withMessageContaining("name is");
    refused(() -> folder.keep(name, "1", Map.of())).withMessageContaining("name is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", ".", ".1", "../1", "1/..", "-1", "1.sha256", "1.shadow.json", "1.lock", ""})
  void no_version_leads_out_of_the_folder_or_takes_the_place_of_what_lies_beside_one(
      String version) {
    refused(() -> folder.files("lakeside", version)).withMessageContaining("A version is");
    refused(() -> folder.shadow("lakeside", version)).withMessageContaining("A version is");
    refused(() -> folder.keep("lakeside", version, Map.of())).withMessageContaining("A version is");
  }

  @Test
  void a_dialect_that_calls_its_version_by_a_way_out_is_not_taken() throws Exception {
    Path from = Lakeside.write(given, "..", "2026-01-01");

    assertThatThrownBy(() -> shelf.take(from))
        .isInstanceOf(DialectFaults.class)
        .hasMessageContaining("a version is");
    assertThat(home.resolve("dialects")).doesNotExist();
  }

  @Test
  void an_unknown_version_is_told_with_those_there_are() {
    refused(() -> shelf.load("provincial-json", "9"))
        .withMessageContaining("provincial-json@9")
        .withMessageContaining("versions of this name: 1");
  }

  private Path export(String name) throws Exception {
    Path to = Files.createTempDirectory(given, "export-");
    for (Map.Entry<String, byte[]> file : DialectFiles.builtIn().get(name).entrySet()) {
      Files.write(to.resolve(file.getKey()), file.getValue());
    }
    return to;
  }

  private Stream<String> inside(String name) throws Exception {
    try (Stream<Path> files = Files.list(home.resolve("dialects").resolve(name))) {
      return files.map(each -> each.getFileName().toString()).toList().stream();
    }
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<DialectRefused> refused(
      ThrowingCallable call) {
    return assertThatExceptionOfType(DialectRefused.class).isThrownBy(call);
  }
}
