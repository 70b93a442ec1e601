package dev.tenfold.server.http;

import dev.tenfold.server.http.OpenPage.Screen;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A browser and a service of their own for the tests of a class. */
abstract class InBrowser {

    static Chromium chromium;
    static RunningService running;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        running = new RunningService(RunningService.PATIENT);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            running.close();
        }
    }

    static OpenPage open(Screen screen, String view) {
        return new OpenPage(chromium, running, screen).view(view);
    }
}
