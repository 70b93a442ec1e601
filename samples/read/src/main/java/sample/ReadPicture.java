package sample;

import dev.tenfold.reader.Reader;
import dev.tenfold.reader.Reading;
import java.nio.file.Path;

/** Prints the digits of photo.jpg. */
public final class ReadPicture {

    public static void main(String[] arguments) throws Exception {
        try (Reader reader = Reader.open()) {
            for (Reading page : reader.read(Path.of("photo.jpg"))) {
                System.out.println(page.text());
            }
        }
    }
}
