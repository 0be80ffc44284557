/**
 * The command line: one class per command, shared options as mixins.
 *
 * <p>Commands read their input, call the library and write results; they compute nothing themselves. Messages for
 * people go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 some input failed, 2 usage.
 *
 * <p>Uses the library's public face and picocli.
 */
@NullMarked
package org.srmap.cli;

import org.jspecify.annotations.NullMarked;
