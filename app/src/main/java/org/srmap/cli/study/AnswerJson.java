package org.srmap.cli.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.study.read.SqlAnswer;

/** An answer as a JSON array with an object for each row, one a line; maps in base 64, null for numbers that are none. */
final class AnswerJson implements SqlAnswer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PrintWriter out;
    private final List<String> names = new ArrayList<>();
    private boolean begun;

    AnswerJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void columns(List<String> columns, List<String> types) {
        names.addAll(columns);
    }

    @Override
    public void row(List<@Nullable Object> values) throws IOException {
        ObjectNode row = MAPPER.createObjectNode();
        for (int c = 0; c < names.size(); c++) {
            Object value = values.get(c);
            boolean none =
                    value instanceof Double d && !Double.isFinite(d) || value instanceof Float f && !Float.isFinite(f);
            row.set(names.get(c), MAPPER.valueToTree(none ? null : value));
        }
        out.print((begun ? ",\n " : "[") + MAPPER.writeValueAsString(row));
        begun = true;
    }

    /** Ends the array. */
    void end() {
        out.print(begun ? "]\n" : "[]\n");
    }
}
