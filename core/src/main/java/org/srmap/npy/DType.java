package org.srmap.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The element types that are read; each knows its size in bytes and how one element becomes a number. */
enum DType {
    F2("f2", 2) {
        @Override
        double get(ByteBuffer data, int at) {
            return HalfFloat.toFloat(data.getShort(at));
        }
    },
    F4("f4", 4) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getFloat(at);
        }
    },
    F8("f8", 8) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getDouble(at);
        }
    },
    BOOL("b1", 1) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.get(at) == 0 ? 0 : 1;
        }
    },
    I1("i1", 1) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.get(at);
        }
    },
    I2("i2", 2) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getShort(at);
        }
    },
    I4("i4", 4) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getInt(at);
        }
    },
    I8("i8", 8) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getLong(at);
        }
    },
    U1("u1", 1) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.get(at) & 0xff;
        }
    },
    U2("u2", 2) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getShort(at) & 0xffff;
        }
    },
    U4("u4", 4) {
        @Override
        double get(ByteBuffer data, int at) {
            return data.getInt(at) & 0xffffffffL;
        }
    },
    U8("u8", 8) {
        @Override
        double get(ByteBuffer data, int at) {
            long v = data.getLong(at);
            // Halved without its sign, with the lost bit kept sticky, so that the conversion rounds only once.
            return v >= 0 ? v : ((v >>> 1) | (v & 1)) * 2.0;
        }
    };

    final String code;
    final int bytes;

    DType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The element that starts at byte {@code at}; {@code data} has the byte order of the file. */
    abstract double get(ByteBuffer data, int at);

    /** The type behind a NumPy description without its byte order, such as {@code f4}. */
    static DType ofCode(String code) {
        for (DType type : values()) {
            if (type.code.equals(code)) {
                return type;
            }
        }
        throw new NpyFormatException("element type '" + code + "' is not supported"
                + " (supported: f2 f4 f8, i1 i2 i4 i8, u1 u2 u4 u8, bool)");
    }

    /** The byte order behind the first character of a NumPy description. */
    static ByteOrder order(char mark) {
        return switch (mark) {
            case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '=' -> ByteOrder.nativeOrder();
            default -> throw new NpyFormatException("byte order '" + mark + "' is not one of < > | =");
        };
    }
}
