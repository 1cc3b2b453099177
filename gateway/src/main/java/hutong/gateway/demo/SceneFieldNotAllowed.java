package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiFailure;
import hutong.schemas.hx.Contact;
import hutong.schemas.hx.ServiceRecordNotice;

/** A service record has no telephone number by its list of fields: refused, with its pointer. */
final class SceneFieldNotAllowed implements Scene {

  @Override
  public String zh() {
    return "不允许的项:退回并指明位置";
  }

  @Override
  public String en() {
    return "a field the type does not allow: refused, pointer /contact";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.HEBEI);
    Home home = stage.people().homeIn(Region.JIANGXI);
    Bench from = stage.benchOf(Desk.JIANGXI);
    ServiceRecordNotice notice = from.notices().vaccinated(person, home, Verdicts.SCENE);
    Contact contact = new Contact();
    contact.setPhone("10000000");
    notice.setContact(contact);
    try {
      from.submitter().post(Letter.to(Desk.HEBEI, notice));
      return false;
    } catch (ApiFailure refused) {
      return refused.status() == 422
          && refused.code().equals("FIELD_NOT_ALLOWED")
          && "/contact".equals(refused.problem().getString("pointer"));
    }
  }
}
