package hutong.gateway.console;

import hutong.certs.Directory;
import hutong.certs.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How members are called, in the language of whoever reads. */
final class Names {

  private final String own;
  private final Supplier<Directory> directory;

  Names(String own, Supplier<Directory> directory) {
    this.own = own;
    this.directory = directory;
  }

  /** This node, by id and name. */
  String own(Texts texts) {
    return whole(own, texts);
  }

  /** A node, by id and name; a question mark while it is not known. */
  String whole(String id, Texts texts) {
    String name = id == null ? "" : of(id, texts);
    return id == null ? "?" : name.isEmpty() ? id : id + " " + name;
  }

  /** The name alone; empty for no member. */
  String of(String id, Texts texts) {
    return directory.get().member(id).map(member -> of(member, texts)).orElse("");
  }

  /** All members to choose from, and first of all any. */
  List<Choice> choices(String chosen, Texts texts) {
    List<Choice> choices = new ArrayList<>();
    choices.add(Choice.of("", texts.get("filter.anyNode"), chosen));
    directory.get().members().stream()
        .map(Member::id)
        .filter(id -> !id.equals(own))
        .sorted()
        .forEach(id -> choices.add(Choice.of(id, whole(id, texts), chosen)));
    return choices;
  }

  static String of(Member member, Texts texts) {
    return texts.language().equals("zh") ? member.nameZh() : member.nameEn();
  }
}
