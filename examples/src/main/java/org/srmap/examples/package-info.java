/** Small programs that the documentation quotes. */
@NullMarked
package org.srmap.examples;

import org.jspecify.annotations.NullMarked;
