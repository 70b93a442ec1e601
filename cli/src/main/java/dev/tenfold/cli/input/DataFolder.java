package dev.tenfold.cli.input;

import java.nio.file.Path;

/** Where Tenfold keeps what is the user's own, such as readings and trained models. */
public final class DataFolder {

    private DataFolder() {}

    /** By the XDG specification, which has a relative path ignored. */
    public static Path path() {
        String set = System.getenv("XDG_DATA_HOME");
        Path data =
                set != null && Path.of(set).isAbsolute()
                        ? Path.of(set)
                        : Path.of(System.getProperty("user.home", "."), ".local", "share");
        return data.resolve("tenfold");
    }
}
