package dev.tenfold.reader.internal.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the fields of a Protocol Buffers message, one after the other.
 *
 * <p>It is stricter than Protocol Buffers: a field that its caller does not know, one of another
 * wire type, and a second value of a singular field are refused. So no other parser of the same
 * bytes finds what this one does not.
 */
final class MessageReader {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    /** So many bytes has a varint of 32 bits, and of 64. */
    private static final int SHORT_VARINT = 5;

    private static final int LONG_VARINT = 10;

    private final String message;
    private final ByteBuffer in;
    private long seen;
    private int field;
    private int wireType;

    /**
     * @param message what to call it in an error
     */
    MessageReader(String message, ByteBuffer bytes) {
        this.message = message;
        this.in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Moves to the next field; false at the end. */
    boolean next() throws GraphException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint(SHORT_VARINT);
        if (tag >>> Integer.SIZE != 0 || tag >>> 3 == 0) {
            throw damaged("tag " + tag);
        }
        field = (int) (tag >>> 3);
        wireType = (int) tag & 7;
        return true;
    }

    /** The number of this field. */
    int field() {
        return field;
    }

    /** Refuses a second value of this field. */
    MessageReader once() throws GraphException {
        long bit = 1L << field;
        if (field >= Long.SIZE || (seen & bit) != 0) {
            throw new GraphException("field " + field + " once in a " + message, "it twice");
        }
        seen |= bit;
        return this;
    }

    /** What to throw for a field that Tenfold does not write. */
    GraphException unknown() {
        return new GraphException(
                "only the fields of a " + message + " that Tenfold writes", "field " + field);
    }

    long integer() throws GraphException {
        expect(VARINT);
        return varint(LONG_VARINT);
    }

    float number() throws GraphException {
        expect(FIXED_32);
        if (in.remaining() < Float.BYTES) {
            throw damaged("a cut number");
        }
        return in.getFloat();
    }

    ByteBuffer bytes() throws GraphException {
        expect(LENGTH_DELIMITED);
        long length = varint(SHORT_VARINT);
        if (length > in.remaining()) {
            throw damaged(length + " bytes where " + in.remaining() + " remain");
        }
        ByteBuffer bytes = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    String text() throws GraphException {
        ByteBuffer bytes = bytes();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw damaged("text that is not UTF-8");
        }
    }

    /** A message within this one. */
    MessageReader message(String name) throws GraphException {
        return new MessageReader(name, bytes());
    }

    /**
     * Adds one whole number, or as many as are packed here.
     *
     * @param max that the list may have in all
     */
    void addIntegers(List<Long> integers, int max) throws GraphException {
        if (wireType == VARINT) {
            integers.add(integer());
        } else {
            MessageReader packed = message(message);
            while (packed.in.hasRemaining() && integers.size() <= max) {
                integers.add(packed.varint(LONG_VARINT));
            }
        }
        if (integers.size() > max) {
            throw new GraphException("at most " + max + " numbers in a " + message, "more");
        }
    }

    private void expect(int expected) throws GraphException {
        if (wireType != expected) {
            throw damaged("wire type " + wireType + " of field " + field);
        }
    }

    private long varint(int maxBytes) throws GraphException {
        long value = 0;
        for (int i = 0; i < maxBytes && in.hasRemaining(); i++) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number without an end");
    }

    private GraphException damaged(String found) {
        return new GraphException("a whole " + message, found);
    }
}
