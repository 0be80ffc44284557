/**
 * The command line: the program {@link org.srmap.cli.Main}, and {@code serve}.
 *
 * <p>The other commands are in packages of their own ({@code explain}, {@code model}, {@code study}); they know each
 * other as little as they know this one. Commands read their input, call the library and write results; they compute
 * nothing themselves. Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 some
 * input failed, 2 usage.
 *
 * <p>Uses the commands' packages, {@code options}, {@code terminal}, {@code org.srmap.web}, the library's face and
 * picocli.
 */
@NullMarked
package org.srmap.cli;

import org.jspecify.annotations.NullMarked;
