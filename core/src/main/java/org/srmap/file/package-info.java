/**
 * Files, whatever is in them: written so that they appear whole or not at all, read up to a size, named after texts from
 * strangers; and comma-separated values.
 *
 * <p>Uses the JDK only.
 */
@NullMarked
package org.srmap.file;

import org.jspecify.annotations.NullMarked;
