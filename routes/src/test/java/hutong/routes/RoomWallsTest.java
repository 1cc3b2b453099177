package hutong.routes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RoomWallsTest {

  private final JavaClasses room =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("hutong.routes");

  @Test
  void only_the_legs_know_camel() {
    noClasses()
        .that()
        .resideOutsideOfPackage("hutong.routes.legs")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .because("a step is plain Java, to be read and tested without a route")
        .check(room);
  }

  @Test
  void nothing_here_knows_how_the_gateway_runs() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("hutong.gateway..", "java.sql..", "io.vertx..", "org.apache.activemq..")
        .because("routes own the contracts; the gateway brings database, broker and HTTP")
        .check(room);
  }

  @Test
  void the_ledger_contract_knows_no_step() {
    classes()
        .that()
        .resideInAPackage("hutong.routes.ledger")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("hutong.routes", "hutong.routes.ledger", "hutong.schemas..", "java..")
        .because("whoever builds a ledger needs to read the contract alone")
        .check(room);
  }
}
