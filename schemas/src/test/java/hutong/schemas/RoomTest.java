package hutong.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomTest {
  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("hutong.schemas");

  @Test
  void this_room_knows_nothing_of_transport_storage_cryptography_or_other_rooms() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache..",
            "java.sql..",
            "javax.sql..",
            "java.net..",
            "jakarta.jms..",
            "io.vertx..",
            "org.bouncycastle..",
            "java.security..",
            "javax.crypto..",
            "hutong.certs..",
            "hutong.routes..",
            "hutong.gateway..")
        .because("schemas answers what a record is; how it moves and who signed it are other rooms")
        .check(ROOM);
  }

  @Test
  void nothing_static_changes() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("state belongs to objects that are made once and handed on")
        .check(ROOM);
  }

  @Test
  void nothing_here_writes_a_log() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "java.util.logging..")
        .because("everything here has personal data in its hands")
        .check(ROOM);
  }
}
