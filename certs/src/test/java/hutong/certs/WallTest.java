package hutong.certs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class WallTest {

  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("hutong.certs");

  @Test
  void this_room_knows_bytes_and_keys_and_nothing_else() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "hutong.certs",
            "java.io..",
            "java.lang..",
            "java.math..",
            "java.nio..",
            "java.security..",
            "java.time..",
            "java.util..",
            "javax.crypto..",
            "javax.security.auth.x500..",
            "org.bouncycastle..",
            "com.fasterxml.jackson..",
            "org.slf4j..")
        .because("bytes in, bytes out: no Camel, SQL, HTTP, XML, sockets or other room")
        .check(ROOM);
  }

  @Test
  void this_room_knows_no_other_room() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("hutong.schemas..", "hutong.routes..", "hutong.gateway..")
        .because("the rooms above may change without this one")
        .check(ROOM);
  }
}
