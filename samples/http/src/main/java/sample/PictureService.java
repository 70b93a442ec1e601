package sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.UnreadableImageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Answers a picture that is posted to this machine with its digits. */
public final class PictureService {

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
        Reader reader = Reader.open();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", exchange -> answer(reader, exchange));
        server.start();
        System.out.println("post pictures to http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(Reader reader, HttpExchange exchange) throws IOException {
        int status = 200;
        String text;
        try {
            text =
                    reader.read(exchange.getRequestBody()).stream()
                            .map(Reading::text)
                            .collect(Collectors.joining("\n"));
        } catch (UnreadableImageException e) {
            status = 422;
            text = e.getMessage();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
