package org.srmap.study.read;

import java.sql.SQLException;

/** What the database says, for people. */
final class Messages {
    private Messages() {}

    /** The first line, and the place in the statement when it says one; without advice about settings that are locked. */
    static String of(SQLException e) {
        String text = String.valueOf(e.getMessage()).strip();
        if (text.contains("file system operations are disabled") || text.contains("external extensions is disabled")) {
            return "statements about a study cannot read or write files, nor load extensions";
        }
        if (text.contains("read-only mode")) {
            return "a study cannot be changed; only questions (SELECT) can be asked";
        }
        if (text.contains("the configuration has been locked")) {
            return "settings cannot be changed here";
        }
        if (text.startsWith("Out of Memory Error")) {
            return "not enough memory for this question; ask for less, or allow more with --memory";
        }
        if (text.contains("INTERRUPT")) {
            return "it took too long and was stopped";
        }
        int end = text.indexOf("\n\n");
        String first = (end < 0 ? text : text.substring(0, end)).replaceAll("\\s*\\R\\s*", " ");
        return first.replaceFirst("^(Parser|Binder|Catalog|Conversion|Invalid Input) Error: ", "");
    }
}
