package dev.tenfold.server.http;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The browser that the page is tested in: the machine's own, never one that is downloaded. */
final class Chromium implements AutoCloseable {

    /** What a crowded machine may take for an answer; a free one needs a tenth of a second. */
    private static final double PATIENCE_MILLIS = 20_000;

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        // In a container there are no namespaces to build it of.
                                        .setChromiumSandbox(false));
    }

    /** Starts it; where there is none, the test is skipped and says so. */
    static Chromium start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Optional<Path> executable =
                NAMES.stream()
                        .map(name -> Path.of("/usr/bin", name))
                        .filter(Files::isExecutable)
                        .findFirst();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "the page is tested in Chromium, and none is in /usr/bin; `apt-get install"
                        + " chromium` and test again");
        return new Chromium(executable.orElseThrow());
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
