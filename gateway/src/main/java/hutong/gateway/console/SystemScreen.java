package hutong.gateway.console;

import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.Limits;
import hutong.gateway.systems.NewKey;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.RegistrationRefused;
import hutong.gateway.systems.RegistrationRefused.Why;
import hutong.gateway.systems.StoredKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One local system and its keys. A key officer makes and revokes them; those of operators of the
 * API are no matter of this console's: with one of them an officer could do what officers may not.
 */
final class SystemScreen implements Screen {

  private static final String PATH = MembersScreen.PATH + "/systems/:name";
  private static final Pattern DAYS = Pattern.compile("[1-9][0-9]{0,3}");

  private final ConsoleParts parts;
  private final OneTime words = new OneTime();

  SystemScreen(ConsoleParts parts) {
    this.parts = parts;
  }

  @Override
  public void mount(Pages pages) {
    List<String> same = List.of("SYSTEMS", "KEYS");
    pages.get(PATH, Right.LOOK, "members", same, visit -> show(visit, null, null));
    pages.once(PATH + "/keys", Right.KEYS, "members", List.of("ADD_KEY"), this::make);
    String revoke = PATH + "/keys/:key/revoke";
    pages.get(revoke, Right.KEYS, "members", List.of("KEYS"), this::confirm);
    pages.post(revoke, Right.KEYS, List.of("REVOKE_KEY"), this::revoke);
  }

  private Registration found(Visit visit) {
    String name = visit.path("name");
    return parts.systems().list().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Content show(Visit visit, String made, SystemPage.Key revoke) {
    Registration found = found(visit);
    if (found == null) {
      return Content.NOTHING;
    }
    Texts texts = visit.texts();
    return new Content(
        "system",
        new SystemPage(
            found.name(),
            MembersScreen.kind(found),
            facts(found, texts),
            found.keys().stream().map(each -> key(each, texts)).toList(),
            KeyScope.SYSTEM.stream().sorted().map(KeyScope::word).toList(),
            made,
            revoke,
            OneTime.word(),
            found.works()),
        found.name());
  }

  private List<RecordPage.Fact> facts(Registration found, Texts texts) {
    List<RecordPage.Fact> facts = new ArrayList<>();
    String kind = texts.get("members.kind." + MembersScreen.kind(found));
    facts.add(new RecordPage.Fact(texts.get("members.kind"), kind));
    if (!found.operator()) {
      Set<String> types = found.system().types();
      String all = texts.get("members.allTypes");
      add(facts, texts, "divisions", String.join(" ", found.system().divisions()));
      add(facts, texts, "types", types.isEmpty() ? all : String.join(", ", types));
    }
    Limits limits = parts.systems().limits(found.name());
    add(facts, texts, "rate", texts.get("members.rateOf", "rate", limit(limits.rate(), texts)));
    add(facts, texts, "burst", limit(limits.burst(), texts));
    add(facts, texts, "perSecond", limit(limits.records(), texts));
    add(facts, texts, "backlog", limit(limits.backlog(), texts));
    if (found.ending() != null) {
      String by = found.ending().by();
      add(facts, texts, "ended", Ages.time(found.ending().at()));
      add(facts, texts, "successor", by == null ? "–" : by);
    }
    return facts;
  }

  private static void add(List<RecordPage.Fact> facts, Texts texts, String key, String value) {
    facts.add(new RecordPage.Fact(texts.get("members." + key), value));
  }

  private static String limit(Integer limit, Texts texts) {
    return limit == null || limit >= Limits.NONE
        ? texts.get("members.unlimited")
        : limit.toString();
  }

  private SystemPage.Key key(StoredKey key, Texts texts) {
    Instant now = parts.clock().instant();
    return new SystemPage.Key(
        key.id(),
        key.label() == null ? "" : key.label(),
        String.join(", ", key.scopes().stream().sorted().map(KeyScope::word).toList()),
        Ages.minute(key.created()),
        key.expires() == null
            ? new Ends(texts.get("members.withoutEnd"), "", 0)
            : Ends.of(key.expires(), now, texts));
  }

  private Registration working(Visit visit) throws NotSound {
    Registration found = found(visit);
    if (found == null || !found.works()) {
      throw new NotSound("members.notOpen");
    }
    return found;
  }

  private Content make(Visit visit) throws NotSound {
    Registration system = working(visit);
    NewKey asked = asked(visit);
    if (!words.first(visit.field("once"))) {
      throw new NotSound("members.onceAgain");
    }
    try {
      String made = parts.systems().addKey(system.name(), asked);
      return show(visit, made, null);
    } catch (RegistrationRefused refused) {
      throw new NotSound("members.refused." + refused.why());
    }
  }

  private NewKey asked(Visit visit) throws NotSound {
    EnumSet<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    for (KeyScope each : KeyScope.SYSTEM) {
      if (visit.field("scope-" + each.word()).equals("on")) {
        scopes.add(each);
      }
    }
    String days = visit.field("days");
    if (!days.isEmpty() && !DAYS.matcher(days).matches()) {
      throw new NotSound("members.refused.days");
    }
    String label = visit.field("label");
    return new NewKey(
        label.isEmpty() ? null : label,
        scopes,
        days.isEmpty()
            ? null
            : parts.clock().instant().plus(Duration.ofDays(Integer.parseInt(days))));
  }

  private Content confirm(Visit visit) throws NotSound {
    String id = visit.path("key");
    StoredKey key =
        working(visit).keys().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new NotSound("members.keyGone"));
    return show(visit, null, key(key, visit.texts()));
  }

  /** Whoever comes second hears that it was so already. */
  private String revoke(Visit visit) throws NotSound {
    Registration system = working(visit);
    String page = MembersScreen.PATH + "/systems/" + system.name();
    try {
      parts.systems().revokeKey(system.name(), visit.path("key"));
    } catch (RegistrationRefused refused) {
      if (refused.why() == Why.KEY_UNKNOWN) {
        return Said.ALREADY.at(page);
      }
      throw refused;
    }
    return Said.DONE.at(page);
  }
}
