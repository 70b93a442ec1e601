package dev.tenfold.cli.input;

/** How the help of every command describes a path to labelled digits. */
public final class DataPath {

    public static final String FORMS =
            "a path: a folder of IDX files, of pictures with labels.csv, or with sub-folders 0 to 9;"
                    + " or a .csv of pixels.";

    private DataPath() {}
}
