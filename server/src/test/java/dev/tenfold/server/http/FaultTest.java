package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void errorIsAnsweredAsAnExceptionIs() throws Exception {
        Javalin app =
                Javalin.create(
                        config -> {
                            config.startup.showJavalinBanner = false;
                            config.router.javaLangErrorHandler(Service::answerFault);
                            config.routes.get(
                                    "/",
                                    request -> {
                                        throw new StackOverflowError("for this test");
                                    });
                        });
        app.start("127.0.0.1", 0);
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:" + app.port() + "/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertEquals(500, answer.statusCode());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    "{\"type\":\"about:blank\",\"title\":\"Server Error\",\"status\":500,\"detail\":"
                            + "\"internal fault; the service's log says more\"}",
                    answer.body().strip());
        } finally {
            app.stop();
        }
    }
}
