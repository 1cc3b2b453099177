package hutong.gateway.console;

import hutong.gateway.console.Sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whoever is signed in, and where. It shows nothing of the node, so no operation of the API tells
 * the same; accounts are made and ended by {@code hutong accounts} alone.
 */
final class AccountScreen implements Screen {

  static final String PATH = "/console/account";

  private static final int SHORTEST = 12;

  private final Accounts accounts;
  private final Door door;

  AccountScreen(Accounts accounts, Door door) {
    this.accounts = accounts;
    this.door = door;
  }

  @Override
  public void mount(Pages pages) {
    pages.get(PATH, Right.DESK, "account", List.of(), this::show);
    pages.post(PATH + "/password", Right.DESK, List.of(), this::password);
    pages.post(PATH + "/end-others", Right.DESK, List.of(), this::endOthers);
  }

  private Content show(Visit visit) {
    Account account = visit.account();
    String own = door.session(visit.call(), false).map(Session::form).orElse("");
    List<AccountPage.Open> open = new ArrayList<>();
    for (Session each : door.of(account)) {
      open.add(
          new AccountPage.Open(
              Ages.time(each.begun()), Ages.time(each.used()), each.form().equals(own)));
    }
    return Content.of(
        "account",
        new AccountPage(
            account.name(),
            visit.texts().get("account.role." + account.role().word()),
            account.system() == null ? "" : account.system(),
            account.elsewhere(),
            open));
  }

  private String password(Visit visit) {
    Account account = visit.account();
    String old = secret(visit, "old");
    String chosen = secret(visit, "chosen");
    if (account.elsewhere()) {
      return Said.NOT_SOUND.at(PATH);
    }
    if (!chosen.equals(secret(visit, "again"))) {
      return Said.PASSWORD_UNLIKE.at(PATH);
    }
    if (chosen.codePointCount(0, chosen.length()) < SHORTEST) {
      return Said.PASSWORD_SHORT.at(PATH);
    }
    if (chosen.toLowerCase(Locale.ROOT).replace(account.name(), "").length() < SHORTEST / 2) {
      return Said.PASSWORD_NAME.at(PATH);
    }
    if (chosen.equals(old)) {
      return Said.PASSWORD_SAME.at(PATH);
    }
    boolean changed = door.mayTry(account) && accounts.change(account, old, chosen);
    return changed ? Said.PASSWORD_CHANGED.at(Door.IN) : Said.PASSWORD_WRONG.at(PATH);
  }

  /** As it was typed; empty if it is too long. */
  private static String secret(Visit visit, String name) {
    String typed = visit.text(name);
    return typed.length() > Passwords.MOST ? "" : typed;
  }

  private String endOthers(Visit visit) {
    door.endOthers(visit.call());
    return Said.OTHERS_ENDED.at(PATH);
  }
}
