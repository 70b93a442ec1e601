package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By which names a service without a key is called. */
final class HostTest {

    private static final byte[] SECOND_LOOPBACK = {127, 0, 0, 2};

    @Test
    void anotherLoopbackAddressAnswersToItself() throws Exception {
        InetAddress second = InetAddress.getByAddress(SECOND_LOOPBACK);
        try (RunningService running =
                new RunningService(RunningService.settings("127.0.0.2", Set.of()))) {
            assertEquals(200, status(running, second, "127.0.0.2"));
            assertEquals(200, status(running, second, "localhost:80"));
            assertEquals(421, status(running, second, "evil.example"));
        }
    }

    @Test
    void beyondThisMachineStrangersNamesAreRefusedToo() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (RunningService running =
                new RunningService(RunningService.settings("0.0.0.0", Set.of("forms.lan")))) {
            for (String name :
                    new String[] {
                        "127.0.0.1:80", "192.0.2.7", "[2001:db8::7]:80", "LOCALHOST", "Forms.lan:80"
                    }) {
                assertEquals(200, status(running, loopback, name), name);
            }
            for (String name :
                    new String[] {"evil.example", "1.2.3.4.evil.example", "forms.lan.evil"}) {
                assertEquals(421, status(running, loopback, name), name);
            }
        }
    }

    private static int status(RunningService running, InetAddress address, String host)
            throws IOException {
        try (Socket socket = new Socket(address, running.service.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET /api/v1/models HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(9));
        }
    }
}
