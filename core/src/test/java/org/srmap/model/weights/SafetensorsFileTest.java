package org.srmap.model.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {
    private static StateDict read(byte[] file) throws IOException {
        return StateDict.read("test", FileBytes.of(ByteBuffer.wrap(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | 0,4 | 4,8 | fine",
                "8 | 0,4 | 2,6 | overlap or gap",
                "8 | 0,4 | 0,4 | overlap or gap",
                "9 | 0,4 | 5,9 | overlap or gap",
                "8 | 4,8 | 4,8 | overlap or gap",
                "7 | 0,4 | 4,8 | ends early",
                "9 | 0,4 | 4,8 | but the file has",
                "8 | 0,4 | 4,9 | do not fit its shape",
                "8 | 0,4 | 4 | do not fit its shape",
                "8 | 0,4 | 8,4 | do not fit its shape",
                "8 | -4,0 | 4,8 | not a list of whole numbers",
                "8 | 0,4 | 9223372036854775804,9223372036854775808 | not a list of whole numbers",
                "8 | 0,4 | 4.0,8.0 | not a list of whole numbers",
            })
    void checksOffsets(int data, String first, String second, String expected) throws IOException {
        String header = ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%s]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[%s]}}")
                .formatted(first, second);
        byte[] file = StateDictTest.safetensors(header, data);
        if (expected.equals("fine")) {
            read(file);
        } else {
            assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 1L << 23})
    void checksTheHeadersLength(long length) {
        byte[] file = ByteBuffer.allocate(4096)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put((byte) '{')
                .array();
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("header states");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[1],\"data_offsets\":[0,1]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}} {}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,0]}}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999999999999999999999999999],\"data_offsets\":[0,0]}}"
            })
    void refusesBrokenHeaders(String header) {
        byte[] file = StateDictTest.safetensors(header, 0);
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class);
    }
}
