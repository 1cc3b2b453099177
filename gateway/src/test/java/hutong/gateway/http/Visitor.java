package hutong.gateway.http;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser that visits the console of a node: it keeps cookies and follows nothing. */
final class Visitor {

  private final RunningApi api;
  final Map<String, String> cookies = new LinkedHashMap<>();

  Visitor(RunningApi api) {
    this.api = api;
  }

  Visitor signedIn(String name, String password) throws IOException {
    HttpResponse<String> in = signIn(name, password);
    if (in.statusCode() != 303) {
      throw new IOException("not signed in: " + in.statusCode());
    }
    return this;
  }

  HttpResponse<String> signIn(String name, String password) throws IOException {
    return post("/console/sign-in", "name=" + name + "&password=" + password);
  }

  HttpResponse<String> get(String path) throws IOException {
    return send(api.request(path, null));
  }

  /** As a page looks itself up again. */
  HttpResponse<String> again(String path) throws IOException {
    return send(api.request(path, null).header("Hutong-Again", "1"));
  }

  /** From a page of the console's own. */
  HttpResponse<String> post(String path, String form) throws IOException {
    return post(path, form, Map.of("Sec-Fetch-Site", "same-origin"));
  }

  HttpResponse<String> post(String path, String form, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        api.request(path, null)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    headers.forEach(request::header);
    return send(request);
  }

  /** The word of its session, as it stands in a form. */
  String word() throws IOException {
    return get("/console/account")
        .body()
        .replaceAll("(?s).*name=\"form\" value=\"([^\"]+)\".*", "$1");
  }

  boolean in() throws IOException {
    return get("/console/account").statusCode() == 200;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    HttpResponse<String> response = api.send(request);
    for (String each : setCookies(response)) {
      String[] pair = each.substring(0, each.indexOf(';')).split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
    return response;
  }

  static List<String> setCookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie");
  }
}
