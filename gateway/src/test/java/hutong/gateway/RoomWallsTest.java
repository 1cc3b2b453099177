package hutong.gateway;

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
          .importPackages("hutong.gateway");

  @Test
  void only_the_ledger_speaks_sql() {
    noClasses()
        .that()
        .resideOutsideOfPackage("hutong.gateway.ledger")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..")
        .because("everybody else asks the ledger's contract")
        .check(room);
  }

  @Test
  void only_brokers_know_artemis() {
    noClasses()
        .that()
        .resideOutsideOfPackages("hutong.gateway.broker", "hutong.gateway.queues")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.activemq..")
        .because("an outside broker takes its place one day")
        .check(room);
  }

  @Test
  void the_client_stands_on_the_jdk_and_jackson_alone() {
    classes()
        .that()
        .resideInAPackage("hutong.client..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "hutong.client..", "java..", "javax.net.ssl..", "com.fasterxml.jackson..")
        .because("others put it into programs of theirs")
        .check(new ClassFileImporter().importPackages("hutong.client"));
  }

  @Test
  void the_demo_and_the_benchmark_know_the_api_and_not_the_ledger() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "hutong.gateway.demo..", "hutong.gateway.bench..", "hutong.gateway.torture..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("hutong.gateway.ledger..", "hutong.routes.ledger..")
        .because("they judge from outside")
        .check(room);
  }

  @Test
  void nothing_that_serves_depends_on_the_demo_or_the_command_line() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "hutong.gateway.node..",
            "hutong.gateway.http..",
            "hutong.gateway.ledger..",
            "hutong.gateway.broker..",
            "hutong.gateway.systems..",
            "hutong.gateway.settings..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "hutong.gateway.demo..", "hutong.gateway.cli..", "hutong.gateway.bench..")
        .because("a node runs without them")
        .check(room);
  }
}
