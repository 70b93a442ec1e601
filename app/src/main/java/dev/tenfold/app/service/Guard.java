package dev.tenfold.app.service;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and what a browser may do with the answers. Without a key, a service on the loopback
 * address answers only who called it by a loopback name, so that no page of another site reaches it
 * through the browser of whoever runs it.
 */
final class Guard {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
                    + " img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self';"
                    + " manifest-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final byte @Nullable [] apiKey;
    private final boolean onLoopback;

    Guard(Settings settings) {
        String key = settings.apiKey();
        this.apiKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        this.onLoopback = isLoopback(settings.host());
    }

    /** Whether only this machine reaches the address. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Lets a request pass, or not.
     *
     * @throws Problem 401, 403 or 421
     */
    void check(Context request) {
        addHeaders(request);
        if (apiKey == null) {
            checkSite(request);
        } else if (isPrivate(request.path())) {
            checkKey(request, apiKey);
        }
    }

    private static void addHeaders(Context request) {
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Cross-Origin-Resource-Policy", "same-origin");
        if (isPrivate(request.path())) {
            request.header("Cache-Control", "no-store");
        }
    }

    /** The page, the description of the API and the probes are for everybody. */
    private static boolean isPrivate(String path) {
        return path.equals("/metrics")
                || (path.startsWith("/api/") && !path.equals(Service.OPENAPI));
    }

    private static void checkKey(Context request, byte[] apiKey) {
        String given = request.header("Authorization");
        if (given != null && given.startsWith(BEARER)) {
            byte[] key = given.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(apiKey, key)) {
                return;
            }
        }
        request.header("WWW-Authenticate", "Bearer");
        throw Problem.of(
                HttpStatus.UNAUTHORIZED,
                "Authorization: expected the service's API key, found "
                        + (given == null ? "none" : "another")
                        + "; send 'Authorization: Bearer KEY'");
    }

    private void checkSite(Context request) {
        String host = request.header("Host");
        if (onLoopback && !LOOPBACK.contains(withoutPort(host))) {
            throw Problem.of(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "Host: expected localhost, 127.0.0.1 or [::1], found "
                            + host
                            + "; call the service by one of these, or start it with an API key");
        }
        String origin = request.header("Origin");
        if (origin != null
                && !HARMLESS.contains(request.req().getMethod())
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
