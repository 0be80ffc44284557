/**
 * What every command needs of a terminal: failures as one line and an exit code, work on several files, progress,
 * Ctrl-C, and help under headings.
 *
 * <p>Uses the exceptions of {@code org.srmap.graph}, and picocli.
 */
@NullMarked
package org.srmap.cli.terminal;

import org.jspecify.annotations.NullMarked;
