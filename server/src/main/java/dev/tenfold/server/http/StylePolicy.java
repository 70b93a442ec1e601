package dev.tenfold.server.http;

import dev.tenfold.reader.internal.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page that we wrote ourselves may do: show its own pictures in its own styles, each allowed
 * by its hash, and nothing else (CSP level 3, section 8.3).
 */
final class StylePolicy {

    private static final Pattern SHEET = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile(" style=\"([^\"]*)\"");

    private StylePolicy() {}

    static String of(String page) {
        Set<String> hashes = new TreeSet<>();
        addHashes(SHEET.matcher(page), hashes);
        addHashes(ATTRIBUTE.matcher(page), hashes);
        return "sandbox; default-src 'none'; img-src data:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'; style-src 'unsafe-hashes' "
                + String.join(" ", hashes);
    }

    private static void addHashes(Matcher found, Set<String> hashes) {
        while (found.find()) {
            hashes.add("'sha256-" + hash(found.group(1)) + "'");
        }
    }

    private static String hash(String text) {
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
