package hutong.gateway.broker;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.Pem;
import hutong.certs.PrivateFile;
import hutong.certs.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The folder from which the Artemis distribution runs a broker for members. Written again while the
 * broker runs, new members, rights, the renewed certificate and what was revoked are taken within
 * seconds; another port, data folder or part needs a restart.
 *
 * <p>A member is known by the subject of its TLS certificate, which has to be the subject of its
 * signing certificates in the directory.
 */
public record BrokerInstance(Path folder) {

  /** What the distribution needs of this program to hold members to the protocol. */
  private static final List<Class<?>> RULES =
      List.of(InboxRules.class, MemberFrames.class, ClientCertificate.class);

  /** Writes everything; all files are for their owner alone. */
  public void write(BrokerPlan plan, Authority authority, Directory directory) throws IOException {
    for (String member : plan.holds()) {
      if (directory.member(member).isEmpty()) {
        throw new IOException("The directory has no member " + member);
      }
    }
    Path etc = folder.resolve("etc");
    writeRules(folder.resolve("lib"));
    Secret secret = Secret.of(folder.resolve("secret"), null);
    String characters = HexFormat.of().formatHex(secret.key("key-stores"));
    // Before the keys: when they change, all of it is read again.
    PrivateFile.write(
        etc.resolve("crl.pem"), Pem.ofRevocations(authority.signRevocations(directory.content())));
    authority.saveBrokerKeys(etc, plan.hosts(), characters.toCharArray());
    writeMembers(etc, directory);
    for (String name : new String[] {"bootstrap.xml", "login.config", "management.xml"}) {
      write(etc.resolve(name), template(name));
    }
    write(etc.resolve("log4j2.properties"), template("log4j2.properties"));
    write(folder.resolve("run"), template("run"));
    Files.setPosixFilePermissions(
        folder.resolve("run"), PosixFilePermissions.fromString("rwx------"));
    String cluster = HexFormat.of().formatHex(secret.key("cluster"));
    write(
        etc.resolve("broker.xml"), BrokerXml.of(template("broker.xml"), plan, characters, cluster));
  }

  /** The distribution loads what lies in this folder. */
  private static void writeRules(Path lib) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Class<?> each : RULES) {
        String name = each.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
    PrivateFile.write(lib.resolve("hutong-inbox-rules.jar"), bytes.toByteArray());
  }

  private static void writeMembers(Path etc, Directory directory) throws IOException {
    StringBuilder users = new StringBuilder();
    StringBuilder roles = new StringBuilder();
    List<String> all = new ArrayList<>();
    for (Member member : directory.members()) {
      Set<String> subjects = new LinkedHashSet<>();
      member.signing().forEach(one -> subjects.add(one.getSubjectX500Principal().toString()));
      List<String> own = new ArrayList<>();
      for (String subject : subjects) {
        String user = member.id() + (own.isEmpty() ? "" : "-" + own.size());
        users.append(user).append('=').append(subject.replace("\\", "\\\\")).append('\n');
        own.add(user);
      }
      if (!own.isEmpty()) {
        roles.append(member.id()).append('=').append(String.join(",", own)).append('\n');
        all.addAll(own);
      }
    }
    String everybody = BrokerXml.MEMBERS + "=" + String.join(",", all) + "\n";
    write(etc.resolve("cert-roles.properties"), roles + everybody);
    write(etc.resolve("cert-users.properties"), users.toString());
  }

  private static void write(Path file, String text) throws IOException {
    PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String template(String name) throws IOException {
    try (InputStream in = BrokerInstance.class.getResourceAsStream("instance/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
