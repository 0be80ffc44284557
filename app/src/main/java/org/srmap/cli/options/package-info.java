/**
 * Options that several commands share: which model, which method, which class, where results go.
 *
 * <p>Each class is a picocli mixin or reads values for one. What an option means is written here once; a wrong value is a
 * {@link org.srmap.cli.terminal.UsageException} that names the option.
 *
 * <p>Uses {@code org.srmap.cli.terminal}, the library, and {@code org.srmap.study}, whose settings it reads.
 */
@NullMarked
package org.srmap.cli.options;

import org.jspecify.annotations.NullMarked;
