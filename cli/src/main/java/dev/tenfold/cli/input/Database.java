package dev.tenfold.cli.input;

import dev.tenfold.server.store.Store;
import dev.tenfold.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where readings and corrections are kept. */
public final class Database {

    private static final String FILE_ENDING = ".mv.db";

    @Option(
            names = "--database",
            paramLabel = "FILE|URL",
            description =
                    "Where readings are kept: a file, or jdbc:postgresql://... (default:"
                            + " tenfold/readings in your data folder).")
    private @Nullable String database;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description =
                    "File with the password of a database URL, in place of the environment's"
                            + " TENFOLD_DATABASE_PASSWORD: other users of this machine see"
                            + " neither.")
    private @Nullable Path passwordFile;

    /** Opens it, and makes it if it is not there. */
    public Store open() throws IOException {
        if (isUrl()) {
            return Store.open(String.valueOf(database), password());
        }
        if (passwordFile != null) {
            throw new UsageException(
                    "--database-password-file: expected a database URL that it belongs to, found "
                            + (database == null ? "none" : "the file " + database)
                            + "; name a jdbc:postgresql://... as --database");
        }
        Path file = file();
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new StoreException(
                    file + ": expected a database file, found the root folder; name a file in it");
        }
        Files.createDirectories(folder);
        return Store.open(file);
    }

    /**
     * Opens it where it is there.
     *
     * @throws StoreException if it is not, too
     */
    public Store openThere() throws IOException {
        Path file = file();
        if (!isUrl() && !Files.exists(file.resolveSibling(file.getFileName() + FILE_ENDING))) {
            throw new StoreException(
                    file
                            + FILE_ENDING
                            + ": expected the database of `tenfold serve`, found none; correct some"
                            + " readings there, or name another --database");
        }
        return open();
    }

    private @Nullable String password() throws IOException {
        if (passwordFile == null) {
            return System.getenv("TENFOLD_DATABASE_PASSWORD");
        }
        String password = Files.readString(passwordFile).strip();
        if (password.isEmpty()) {
            throw new UsageException(
                    "--database-password-file: expected a password in "
                            + passwordFile
                            + ", found none; write it there");
        }
        return password;
    }

    private boolean isUrl() {
        return database != null && database.startsWith("jdbc:");
    }

    private Path file() {
        return database == null ? DataFolder.path().resolve("readings") : Path.of(database);
    }
}
