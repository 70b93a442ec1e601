package dev.tenfold.server.http;

import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and what a browser may do with the answers. Public is what is listed as such; all
 * else wants the key where there is one. Without a key, the service answers only who called it by
 * an address or a name that it knows as its own, so that no page of another site reaches it through
 * a browser: such a page can have its own name lead here (DNS rebinding), but no address.
 */
final class AccessFilter {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
                    + " img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self';"
                    + " manifest-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private static final Set<String> PUBLIC = Set.of("/", "/health", "/ready", Service.OPENAPI);
    private static final String PUBLIC_FOLDER = "/web/";
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final byte @Nullable [] apiKey;
    private final Set<String> names;

    AccessFilter(Settings settings) {
        String key = settings.apiKey();
        this.apiKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        this.names =
                Stream.concat(Stream.of("localhost", settings.host()), settings.names().stream())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Lets a request pass, or not.
     *
     * @param answer gets the headers of whatever is answered
     * @throws Problem 401, 403 or 421
     */
    void check(Request request, HttpFields.Mutable answer) {
        addHeaders(answer);
        boolean isPublic = isPublic(request);
        if (!isPublic) {
            answer.put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        if (apiKey == null) {
            checkSite(request);
        } else if (!isPublic) {
            checkKey(request, answer, apiKey);
        }
    }

    /** Whether a path is for everybody, and is written as it is meant. */
    static boolean isPublic(Request request) {
        String path = String.valueOf(request.getHttpURI().getPath());
        return path.equals(request.getHttpURI().getCanonicalPath())
                && (PUBLIC.contains(path) || path.startsWith(PUBLIC_FOLDER));
    }

    private static void addHeaders(HttpFields.Mutable answer) {
        answer.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        answer.put("X-Content-Type-Options", "nosniff");
        answer.put("X-Frame-Options", "DENY");
        answer.put("Referrer-Policy", "no-referrer");
        answer.put("Cross-Origin-Opener-Policy", "same-origin");
        answer.put("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void checkKey(Request request, HttpFields.Mutable answer, byte[] apiKey) {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (given != null && given.startsWith(BEARER)) {
            byte[] key = given.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(apiKey, key)) {
                return;
            }
        }
        answer.put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        throw Problem.of(
                HttpStatus.UNAUTHORIZED,
                "Authorization: expected the service's API key, found "
                        + (given == null ? "none" : "another")
                        + "; send 'Authorization: Bearer KEY'");
    }

    private void checkSite(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(name).matches() && !names.contains(name)) {
            throw Problem.of(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "Host: expected an address of this machine, localhost or a name that"
                            + " --allow-host gives, found "
                            + host
                            + "; call the service by one of these, or start it with an API key");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null
                && !HARMLESS.contains(request.getMethod())
                && !origin.replaceFirst("^https?://", "").equals(host)) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "Origin: expected this service's own page, found "
                            + origin
                            + "; call the service from there or from outside a browser, or start it"
                            + " with an API key");
        }
    }

    private static String withoutPort(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":\\d+$", "");
    }
}
