package org.srmap.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static List<List<String>> cells(String text) throws IOException {
        return Csv.rows(text).stream().map(Csv.Row::cells).toList();
    }

    @Test
    void onlyCellsThatNeedItAreQuoted() {
        assertThat(Csv.line(List.of("plain", "", "a b", "1;2", "'", "ä"))).isEqualTo("plain,,a b,1;2,',ä\n");
        assertThat(Csv.line(List.of("a,b", "say \"no\"", "two\nlines", "\r")))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\"\r\"\n");
    }

    @Test
    void anyTextComesBackAsItWas() throws IOException {
        Random random = new Random(5);
        String letters = "a,\"\n\r ;'\t\u202eä\ud83d\ude00\0";
        for (int n = 0; n < 2000; n++) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                StringBuilder cell = new StringBuilder();
                for (int c = random.nextInt(6); c > 0; c--) {
                    cell.append(letters.charAt(random.nextInt(letters.length())));
                }
                row.add(cell.toString());
            }
            assertThat(cells(Csv.line(row) + Csv.line(row))).containsExactly(row, row);
        }
    }

    @Test
    void linesMayEndInACarriageReturnToo() throws IOException {
        assertThat(cells("a,b\r\n\"c\"\r\nd")).containsExactly(List.of("a", "b"), List.of("c"), List.of("d"));
    }

    @Test
    void blanksBeforeAQuoteAndTextAfterItAreForgiven() throws IOException {
        assertThat(cells("a, \"b,c\" ,d")).containsExactly(List.of("a", "b,c ", "d"));
        assertThat(cells("5\" disk,x")).containsExactly(List.of("5\" disk", "x"));
    }

    @Test
    void rowsKnowTheirLines() throws IOException {
        assertThat(Csv.rows("a\n\"b\n\nc\"\n\nd\n")).extracting(Csv.Row::line).containsExactly(1, 2, 5, 6);
    }

    @Test
    void blankLinesHaveOneCell() throws IOException {
        assertThat(Csv.rows(" \n,\n")).extracting(Csv.Row::isBlank).containsExactly(true, false);
        assertThat(Csv.rows("")).isEmpty();
    }

    @Test
    void aQuotedCellWithoutEndIsRefused() {
        assertThatThrownBy(() -> Csv.rows("a\nb,\"c\nd")).hasMessage("line 2: a quoted cell has no end");
    }
}
