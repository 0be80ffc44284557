package org.srmap.npy;

import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The header of one array.
 *
 * @param type element type
 * @param order byte order of the elements
 * @param fortran whether the first index runs fastest in the file
 * @param shape lengths along each axis; empty for a single number
 */
record NpyHeader(DType type, ByteOrder order, boolean fortran, int[] shape) {
    static final int MAX_RANK = 8;

    /** Number of elements; the product has been checked to fit. */
    int elements() {
        int product = 1;
        for (int length : shape) {
            product *= length;
        }
        return product;
    }

    /** Bytes of the data that follow the header; at most what one Java array holds. */
    int dataBytes() {
        return elements() * type.bytes;
    }

    /** Reads the Python dictionary of the header, and nothing else that Python could mean by it. */
    static NpyHeader parse(String text) {
        return new Parser(text).header();
    }

    /** Accepts exactly {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}, in any order of the keys. */
    private static final class Parser {
        private final String text;
        private int at;
        private String descr = "";
        private String fortran = "";
        private int[] shape = {-1};

        Parser(String text) {
            this.text = text;
        }

        NpyHeader header() {
            expect('{');
            while (!accept('}')) {
                entry();
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at != text.length()) {
                throw bad("unexpected text after the header");
            }
            if (descr.length() < 3 || fortran.isEmpty() || (shape.length == 1 && shape[0] < 0)) {
                throw bad("the header lacks one of descr, fortran_order, shape");
            }
            DType type = DType.ofCode(descr.substring(1));
            checkSize(type);
            return new NpyHeader(type, DType.order(descr.charAt(0)), fortran.equals("True"), shape);
        }

        private void entry() {
            String key = quoted();
            expect(':');
            switch (key) {
                case "descr" -> descr = description();
                case "fortran_order" -> fortran = flag();
                case "shape" -> shape = tuple();
                default -> throw bad("unknown header key '" + key + "'");
            }
        }

        private String description() {
            skipSpace();
            if (peek() == '[') {
                throw bad("structured element types are not supported");
            }
            String found = quoted();
            String kind = found.replaceAll("^[<>|=]", "");
            if (kind.startsWith("O")) {
                throw bad("it holds Python objects (dtype object), which are never loaded;"
                        + " save it as numbers, for example with astype('float32')");
            }
            if (kind.equals("?")) {
                return "|b1";
            }
            return found.length() == kind.length() ? "=" + kind : found;
        }

        private String flag() {
            skipSpace();
            for (String word : new String[] {"True", "False"}) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word;
                }
            }
            throw bad("fortran_order is neither True nor False");
        }

        private int[] tuple() {
            int[] found = new int[MAX_RANK];
            int rank = 0;
            expect('(');
            while (!accept(')')) {
                if (rank == MAX_RANK) {
                    throw bad("more than " + MAX_RANK + " axes");
                }
                found[rank++] = number();
                if (!accept(',')) {
                    expect(')');
                    break;
                }
            }
            return Arrays.copyOf(found, rank);
        }

        private int number() {
            skipSpace();
            int from = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            if (at == from) {
                throw bad("a length in the shape is not a number");
            }
            if (at - from > 10 || Long.parseLong(text, from, at, 10) > Integer.MAX_VALUE) {
                throw bad("a length in the shape is too large: " + text.substring(from, Math.min(at, from + 20)));
            }
            if (at < text.length() && text.charAt(at) == 'L') { // written by Python 2
                at++;
            }
            return Integer.parseInt(text, from, text.charAt(at - 1) == 'L' ? at - 1 : at, 10);
        }

        private void checkSize(DType type) {
            long product = 1;
            boolean empty = false;
            for (int length : shape) {
                empty |= length == 0;
                product = Math.min(product * Math.max(length, 1), Integer.MAX_VALUE); // saturates: never overflows
            }
            if (!empty && product * type.bytes > Integer.MAX_VALUE - 16) {
                throw bad("shape " + Arrays.toString(shape) + " of " + type.code + " is more than 2 GiB");
            }
        }

        private String quoted() {
            skipSpace();
            char quote = peek();
            if (quote != '\'' && quote != '"') {
                throw bad("a quoted text is missing at position " + at);
            }
            int end = text.indexOf(quote, at + 1);
            if (end < 0 || text.lastIndexOf('\\', end) > at) {
                throw bad("a quoted text does not end");
            }
            String found = text.substring(at + 1, end);
            at = end + 1;
            return found;
        }

        private void expect(char wanted) {
            if (!accept(wanted)) {
                throw bad("'" + wanted + "' is missing at position " + at);
            }
        }

        private boolean accept(char wanted) {
            skipSpace();
            if (peek() != wanted) {
                return false;
            }
            at++;
            return true;
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : '\0';
        }

        private void skipSpace() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private static NpyFormatException bad(String what) {
            return new NpyFormatException(what);
        }
    }
}
