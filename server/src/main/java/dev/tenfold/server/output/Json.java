package dev.tenfold.server.output;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** JSON as all commands print it: one object a line, numbers with a fixed count of decimals. */
public final class Json implements AutoCloseable {

    private final PrintWriter out;
    private final JsonGenerator generator;

    /** JSON on {@code out}, which stays open. */
    public Json(PrintWriter out) throws IOException {
        this.out = out;
        this.generator =
                new JsonFactoryBuilder()
                        .rootValueSeparator("")
                        .build()
                        .createGenerator(out)
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    }

    /** Where the keys and values of the line's object are written. */
    public JsonGenerator generator() {
        return generator;
    }

    /** Writes {@code "name":value}, such as {@code "confidence":0.9988}. */
    public void rounded(String name, double value, int decimals) throws IOException {
        generator.writeFieldName(name);
        rounded(value, decimals);
    }

    public void rounded(double value, int decimals) throws IOException {
        generator.writeNumber(BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP));
    }

    /** Ends the line after its object has ended. */
    public void endLine() throws IOException {
        generator.flush();
        out.print('\n');
        out.flush();
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
