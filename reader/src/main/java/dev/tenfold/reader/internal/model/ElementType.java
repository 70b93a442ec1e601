package dev.tenfold.reader.internal.model;

/** The types of values that Tenfold writes, with ONNX's numbers for them. */
enum ElementType {
    FLOAT(1, 4),
    UINT8(2, 1),
    INT8(3, 1),
    INT32(6, 4),
    INT64(7, 8);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static ElementType of(long code) throws GraphException {
        for (ElementType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new GraphException("values of a type that Tenfold writes", "type " + code);
    }

    int code() {
        return code;
    }

    /** How many bytes one value has. */
    int bytes() {
        return bytes;
    }
}
