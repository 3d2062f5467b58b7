import java.net.URI;
import java.net.URLEncoder;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.*;
import java.util.regex.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A small client of the REST interface: Java 17 or later, standard library only. Answers are printed as they come.
 *
 * DUIJIE_URL=https://... DUIJIE_TOKEN=djk_... java Client.java COMMAND ...
 *   product REF MODEL CLASS NAME PRICE    write one row of a price list and publish it
 *   demand REF TITLE REGION CLASS NUMBER  write a demand of one line and publish it
 *   changes FILE                          read what changed; FILE keeps the cursor
 *   answer ID INTERESTED                  answer a recommendation, or: answer ID DISMISSED REASON
 *   check                                 check the verification of webhooks
 */
public class Client {
  static final int TRIES = 4;
  /** Left to itself it offers HTTP/2 in clear text, which is not to be had. */
  static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();

  /** One request; what writes carries a key, so that sending it again writes nothing twice. */
  static String call(String method, String path, String body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(System.getenv("DUIJIE_URL") + "/api/v1/" + path)).timeout(Duration.ofSeconds(60))
      .header("authorization", "Bearer " + System.getenv("DUIJIE_TOKEN")).header("accept-language", "zh-CN");
    if (body != null) request.header("content-type", "application/json").header("idempotency-key", UUID.randomUUID().toString());
    request.method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    for (int attempt = 1; ; attempt++) {
      try {
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() == 200) return answer.body();
        // A problem of ours is told again in the same way; only the server's own may pass.
        if (answer.statusCode() < 500 || attempt == TRIES) throw new IllegalStateException(answer.body());
      } catch (java.io.IOException error) {
        if (attempt == TRIES) throw error;
      }
      Thread.sleep(1000L << attempt);
    }
  }

  /** A JSON object of these names and values; text is quoted, what is JSON already goes as it is. */
  static String object(Object... pairs) {
    var parts = new ArrayList<String>();
    for (int n = 0; n < pairs.length; n += 2) parts.add(quoted((String) pairs[n]) + ":" + (pairs[n + 1] instanceof String text ? quoted(text) : String.valueOf(pairs[n + 1])));
    return "{" + String.join(",", parts) + "}";
  }

  static String quoted(String text) {
    var out = new StringBuilder("\"");
    for (char c : text.toCharArray()) out.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    return out.append('"').toString();
  }

  record Json(String text) { @Override public String toString() { return text; } }

  static String product(String ref, String model, String classId, String name, String price) throws Exception {
    var row = object("externalRef", ref, "model", model, "classId", classId, "name", name, "priceCny", price);
    return call("PUT", "products", object("products", new Json("[" + row + "]"), "publish", true));
  }

  static String demand(String ref, String title, String region, String classId, String number) throws Exception {
    var line = object("classIds", new Json("[" + quoted(classId) + "]"), "quantity", number);
    // A person has made sure that nothing secret is in it (涉密不上网).
    var one = object("externalRef", ref, "title", title, "regionCode", region, "noStateSecretConfirmed", true, "lines", new Json("[" + line + "]"));
    return call("PUT", "demands", object("demands", new Json("[" + one + "]"), "publish", true));
  }

  /** All that is new, page by page. The cursor is kept once what it stands behind has been dealt with: what is cut off comes again. */
  static void changes(Path file) throws Exception {
    var cursor = Files.exists(file) ? Files.readString(file).strip() : "";
    for (boolean more = true; more; ) {
      var page = call("GET", "changes" + (cursor.isEmpty() ? "" : "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)), null);
      System.out.println(page);
      // Both stand last in the answer, behind whatever texts the changes hold.
      var end = Pattern.compile("\"cursor\":\"([^\"]+)\",\"more\":(true|false)}$").matcher(page);
      if (!end.find()) throw new IllegalStateException("The page has no cursor: " + page);
      cursor = end.group(1);
      more = end.group(2).equals("true");
      var fresh = Path.of(file + ".new");
      Files.writeString(fresh, cursor);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** True when a webhook (Standard Webhooks) is ours and fresh. body: the text as it came; now: Unix seconds. */
  static boolean verify(String secret, Map<String, String> headers, String body, long now) throws Exception {
    String id = headers.get("webhook-id"), sent = headers.get("webhook-timestamp"), signatures = headers.get("webhook-signature");
    if (id == null || signatures == null || sent == null || !sent.matches("\\d{1,12}") || Math.abs(now - Long.parseLong(sent)) > 300) return false;
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
    var wanted = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal((id + "." + sent + "." + body).getBytes(StandardCharsets.UTF_8)))).getBytes();
    // Several while a secret is being replaced; compared in a time that tells nothing.
    return Arrays.stream(signatures.split(" ")).anyMatch(one -> MessageDigest.isEqual(one.getBytes(), wanted));
  }

  /** The example of Standard Webhooks, then what must not pass. */
  static String check() throws Exception {
    String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body = "{\"test\": 2432232314}", signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    long now = 1614265330;
    var headers = Map.of("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp", "" + now, "webhook-signature", "v1,AAAA " + signature);
    boolean forged = verify(secret, headers, body + " ", now) || verify(secret, headers, body, now + 301) || verify("whsec_AAAA", headers, body, now) || verify(secret, Map.of(), body, now);
    return object("ours", verify(secret, headers, body, now), "forged", forged);
  }

  public static void main(String[] a) throws Exception {
    var command = a.length == 0 ? "" : a[0];
    if (command.equals("product") && a.length == 6) System.out.println(product(a[1], a[2], a[3], a[4], a[5]));
    else if (command.equals("demand") && a.length == 6) System.out.println(demand(a[1], a[2], a[3], a[4], a[5]));
    else if (command.equals("changes") && a.length == 2) changes(Path.of(a[1]));
    else if (command.equals("answer") && a.length > 2) System.out.println(call("POST", "recommendations/" + a[1] + "/answer", object("answer", a[2], "reason", a.length > 3 ? a[3] : null)));
    else if (command.equals("check")) System.out.println(check());
    else throw new IllegalArgumentException("product, demand, changes, answer or check: see the first lines of this file.");
  }
}
