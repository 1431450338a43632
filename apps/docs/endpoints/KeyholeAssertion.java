// Tells Keyhole who is signed in. Start: ACME_ASSERTION_SECRET=... java KeyholeAssertion.java
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class KeyholeAssertion {
    static final String ORIGIN = "https://acme.example"; // your site; `issuer` in the Worker's config
    static final String AUDIENCE = "keyhole:acme"; // "keyhole:" and the site's id in the Worker's config
    static final byte[] SECRET = bytes(setting("ACME_ASSERTION_SECRET", "")); // the secret that the Worker has
    static final Pattern JKT = Pattern.compile("(?:^|&)jkt=([A-Za-z0-9_-]{43})(?:&|$)");

    record User(String id, String role, String tenant) {}

    record Answer(int status, String text) {}

    /** The user of your own session, or null if nobody is signed in. */
    static User findUser(HttpExchange exchange) {
        return null; // FILL IN: look up the user by the session cookie in exchange.getRequestHeaders()
    }

    static String setting(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A string in JSON: Java brings no writer. Every character may be written as an escape. */
    static String json(String text) {
        Collector<CharSequence, ?, String> quoted = Collectors.joining("", "\"", "\"");
        return text.chars().mapToObj(unit -> String.format("\\u%04x", unit)).collect(quoted);
    }

    /** A JWT (HS256) for the browser's key `jkt`. It is valid for two minutes. */
    static String signAssertion(User user, String jkt) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String claims = "{"
            + "\"iss\":" + json(ORIGIN)
            + ",\"aud\":" + json(AUDIENCE)
            + ",\"sub\":" + json(user.id())
            + ",\"iat\":" + now
            + ",\"exp\":" + (now + 120)
            + ",\"jti\":" + json(UUID.randomUUID().toString())
            + ",\"cnf\":{\"jkt\":" + json(jkt) + "}"
            + ",\"role\":" + json(user.role())
            + ",\"tenant\":" + json(user.tenant())
            + "}";
        String text = encode(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + encode(bytes(claims));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return text + "." + encode(mac.doFinal(bytes(text)));
    }

    /** Only pages of your site may ask. Browsers send these headers, and no page can change them. */
    static boolean isOtherSite(Headers headers) {
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        return (origin != null && !origin.equals(ORIGIN)) || (site != null && !site.equals("same-origin"));
    }

    static Answer answer(HttpExchange exchange) throws GeneralSecurityException {
        if (!exchange.getRequestMethod().equals("GET")) return new Answer(405, "only GET");
        if (isOtherSite(exchange.getRequestHeaders())) return new Answer(403, "only for pages of this site");
        User user = findUser(exchange);
        if (user == null) return new Answer(401, "not signed in");
        String query = exchange.getRequestURI().getRawQuery();
        Matcher jkt = JKT.matcher(query == null ? "" : query);
        if (!jkt.find()) return new Answer(400, "jkt must be a thumbprint");
        return new Answer(200, signAssertion(user, jkt.group(1)));
    }

    static void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (GeneralSecurityException | RuntimeException error) {
            error.printStackTrace();
            answer = new Answer(500, "something went wrong");
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (answer.status() == 405) exchange.getResponseHeaders().set("Allow", "GET");
        byte[] body = bytes(answer.text());
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public static void main(String[] args) throws IOException {
        if (SECRET.length < 32) {
            throw new IllegalStateException("ACME_ASSERTION_SECRET needs at least 32 bytes");
        }
        int port = Integer.parseInt(setting("PORT", "8080"));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/keyhole-assertion", KeyholeAssertion::handle);
        server.start();
    }
}
