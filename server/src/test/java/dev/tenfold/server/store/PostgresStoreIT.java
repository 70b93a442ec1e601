package dev.tenfold.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same on PostgreSQL: Debian's, started here on the loopback address. Skipped where it is not
 * installed.
 */
final class PostgresStoreIT extends StoreContract {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

    @TempDir static Path folder;

    private static @Nullable Path programs;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        programs = programs();
        assumeTrue(
                programs != null,
                "expected PostgreSQL in " + VERSIONS + ", found none; apt-get install postgresql");
        Path data = data();
        Files.createDirectory(data);
        if (isRoot()) {
            // PostgreSQL refuses to run as root: its own user does, who must get that far.
            UserPrincipal postgres =
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("postgres");
            Files.setOwner(folder, postgres);
            Files.setOwner(data, postgres);
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        run("initdb", "-D", data().toString(), "-U", "tenfold", "-A", "trust", "-E", "UTF8");
        run(
                "pg_ctl",
                "-D",
                data().toString(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-h 127.0.0.1 -p " + port + " -k " + folder,
                "start");
    }

    @AfterAll
    static void stop() throws Exception {
        if (programs != null) {
            run("pg_ctl", "-D", data().toString(), "-m", "immediate", "stop");
        }
    }

    @Override
    Store open() throws StoreException {
        return Store.open("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=tenfold", null);
    }

    /** The folder of the latest version's programs; null where there is none. */
    private static @Nullable Path programs() throws IOException {
        if (!Files.isDirectory(VERSIONS)) {
            return null;
        }
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo)
                    .orElse(null);
        }
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(Objects.requireNonNull(programs).resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("postgres", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertEquals(0, process.waitFor(), () -> command + "\n" + read(output));
        Files.delete(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
