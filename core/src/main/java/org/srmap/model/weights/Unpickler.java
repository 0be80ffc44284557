package org.srmap.model.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.model.weights.Pickled.Name;
import org.srmap.model.weights.Pickled.Nothing;
import org.srmap.model.weights.Pickled.Storage;
import org.srmap.model.weights.Pickled.Tuple;
import org.srmap.text.OneLine;

/**
 * Reads Python's pickle format (protocols 0 to 5) as data. The opcodes are those of Python's pickletools; the ones that
 * would look up classes, build objects or call functions only know the names of {@link PickleNames}.
 *
 * <p>Bounded: no recursion; every opcode takes at least one byte and leaves at most one object; at most a million
 * opcodes and copied items in all, at most about 256 bytes of heap for each.
 */
final class Unpickler {
    private static final int MOST_WORK = 1_000_000;

    private final PickleInput in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private int work;

    /** A reader of the pickles that follow one another in the bytes. */
    Unpickler(ByteBuffer bytes) {
        in = new PickleInput(bytes);
    }

    /** Where the next pickle begins. */
    int position() {
        return in.position();
    }

    /** The first reference to each storage, by its key, in the order of the file. */
    Map<String, Storage> storages() {
        return storages;
    }

    /** The object that the next pickle describes. */
    Object read() throws IOException {
        stack.clear();
        memo.clear();
        while (true) {
            spend(1);
            int opcode = in.u1();
            if (opcode == '.') {
                Object result = pop();
                if (!stack.isEmpty() || result == Nothing.MARK) {
                    throw new IOException("the pickle ends in the middle of something");
                }
                return result;
            }
            if (!number(opcode) && !text(opcode) && !container(opcode) && !memo(opcode) && !call(opcode)) {
                throw new IOException("the pickle has the opcode 0x" + Integer.toHexString(opcode)
                        + ", which is not allowed in a weight file");
            }
        }
    }

    private void spend(int items) throws IOException {
        work += items;
        if (work > MOST_WORK) {
            throw new IOException("the pickle has more than " + MOST_WORK + " parts; that is not a state dict");
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() throws IOException {
        if (stack.isEmpty()) {
            throw new IOException("the pickle pops an empty stack");
        }
        return stack.remove(stack.size() - 1);
    }

    private Object top() throws IOException {
        if (stack.isEmpty()) {
            throw new IOException("the pickle reads an empty stack");
        }
        return stack.get(stack.size() - 1);
    }

    /** What lies above the last mark, taken off together with it. */
    private List<Object> popToMark() throws IOException {
        int mark = stack.lastIndexOf(Nothing.MARK);
        if (mark < 0) {
            throw new IOException("the pickle lacks a mark");
        }
        List<Object> above = stack.subList(mark + 1, stack.size());
        spend(above.size());
        List<Object> items = new ArrayList<>(above);
        stack.subList(mark, stack.size()).clear();
        return items;
    }

    private boolean number(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> { // PROTO
                int protocol = in.u1();
                if (protocol > 5) {
                    throw new IOException("pickle protocol " + protocol + " is not known");
                }
            }
            case 0x95 -> in.i8(); // FRAME: only a hint for readers of streams
            case 'N' -> push(Nothing.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'I', 'L' -> push(in.decimalLine()); // protocol 0 writes True and False as 01 and 00
            case 'J' -> push((long) in.i4());
            case 'K' -> push((long) in.u1());
            case 'M' -> push((long) in.u2());
            case 0x8a -> push(in.integer(in.u1()));
            case 0x8b -> push(in.integer(in.i4()));
            case 'F' -> push(in.realLine());
            case 'G' -> push(in.real());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int opcode) throws IOException {
        switch (opcode) {
            case 'S' -> push(unquoted(in.line()));
            case 'V' -> push(in.line());
            case 'T' -> push(in.text(in.i4(), StandardCharsets.ISO_8859_1));
            case 'U' -> push(in.text(in.u1(), StandardCharsets.ISO_8859_1));
            case 'X' -> push(in.text(Integer.toUnsignedLong(in.i4()), StandardCharsets.UTF_8));
            case 0x8c -> push(in.text(in.u1(), StandardCharsets.UTF_8));
            case 0x8d -> push(in.text(in.i8(), StandardCharsets.UTF_8));
            case 'C' -> ignored(in.u1());
            case 'B' -> ignored(Integer.toUnsignedLong(in.i4()));
            case 0x8e, 0x96 -> ignored(in.i8());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A byte string: no state dict needs its content. */
    private void ignored(long length) throws IOException {
        in.skip(length);
        push(Nothing.IGNORED);
    }

    private static String unquoted(String literal) throws IOException {
        int end = literal.length() - 1;
        if (end < 1 || literal.charAt(0) != literal.charAt(end) || "'\"".indexOf(literal.charAt(0)) < 0) {
            throw new IOException("the pickle has a text without quotes");
        }
        return literal.substring(1, end);
    }

    private boolean container(int opcode) throws IOException {
        switch (opcode) {
            case '(' -> push(Nothing.MARK);
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            case ']', 0x8f -> push(new ArrayList<>()); // a set needs no more than a list here
            case 'l', 0x91 -> push(popToMark());
            case '}' -> push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = popToMark();
                Map<Object, Object> dictionary = new LinkedHashMap<>();
                put(dictionary, items);
                push(dictionary);
            }
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(popToMark()));
            case 0x85 -> push(tuple(1));
            case 0x86 -> push(tuple(2));
            case 0x87 -> push(tuple(3));
            case 'a' -> add(List.of(pop()));
            case 'e', 0x90 -> add(popToMark());
            case 's' -> put(top(1), tuple(2).items());
            case 'u' -> {
                List<Object> items = popToMark();
                put(top(), items);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Tuple tuple(int size) throws IOException {
        Object[] items = new Object[size];
        for (int i = size - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return new Tuple(Arrays.asList(items));
    }

    /** What lies below the topmost pair. */
    private Object top(int pairs) throws IOException {
        int at = stack.size() - 1 - 2 * pairs;
        if (at < 0) {
            throw new IOException("the pickle reads an empty stack");
        }
        return stack.get(at);
    }

    private void add(List<Object> items) throws IOException {
        if (!(top() instanceof List<?>)) {
            throw new IOException("the pickle appends to something that is not a list");
        }
        @SuppressWarnings("unchecked") // every list in here was made by container()
        List<Object> list = (List<Object>) top();
        list.addAll(items);
    }

    private static void put(Object target, List<Object> items) throws IOException {
        if (!(target instanceof Map<?, ?>) || items.size() % 2 != 0) {
            throw new IOException("the pickle sets items of something that is not a dictionary");
        }
        @SuppressWarnings("unchecked") // every map in here was made by this class or PickleNames
        Map<Object, Object> dictionary = (Map<Object, Object>) target;
        for (int i = 0; i < items.size(); i += 2) {
            dictionary.put(PickleNames.key(items.get(i)), items.get(i + 1));
        }
    }

    private boolean memo(int opcode) throws IOException {
        switch (opcode) {
            case 'p' -> memo.put(in.decimalLine().longValue(), top());
            case 'q' -> memo.put((long) in.u1(), top());
            case 'r' -> memo.put(Integer.toUnsignedLong(in.i4()), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> push(remembered(in.decimalLine().longValue()));
            case 'h' -> push(remembered(in.u1()));
            case 'j' -> push(remembered(Integer.toUnsignedLong(in.i4())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private Object remembered(long index) throws IOException {
        Object value = memo.get(index);
        if (value == null || value == Nothing.MARK) {
            throw new IOException("the pickle refers to something it never stored (memo " + index + ")");
        }
        return value;
    }

    private boolean call(int opcode) throws IOException {
        switch (opcode) {
            case 'c' -> push(PickleNames.allowed(in.line(), in.line()));
            case 0x93 -> push(named());
            case 'R', 0x81 -> { // REDUCE, NEWOBJ
                Object arguments = pop();
                push(PickleNames.call(pop(), arguments, this::spend));
            }
            case 'b' -> {
                Object state = pop();
                PickleNames.build(top(), state);
            }
            case 'Q' -> {
                Storage storage = PickleNames.storage(pop());
                storages.putIfAbsent(storage.key(), storage);
                push(storage);
            }
            case 'i' -> refused(PickleNames.allowed(in.line(), in.line()));
            case 'o' -> {
                List<Object> items = popToMark();
                refused(items.isEmpty() ? "nothing" : items.get(0));
            }
            case 0x92 -> refused("a class");
            case 0x82, 0x83, 0x84 -> refused("a name from Python's registry of extensions");
            case 0x97, 0x98 -> refused("a buffer outside the file");
            default -> {
                return false;
            }
        }
        return true;
    }

    private Pickled named() throws IOException {
        Object name = pop();
        if (pop() instanceof String module && name instanceof String text) {
            return PickleNames.allowed(module, text);
        }
        throw new IOException("the pickle looks up a name that is not a text");
    }

    private static void refused(Object what) throws IOException {
        String made = what instanceof Name || what instanceof String ? what.toString() : "something";
        throw new IOException("the pickle makes an object of " + OneLine.text(made)
                + ", which is not allowed in a weight file; nothing was executed");
    }
}
