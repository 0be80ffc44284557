/** The small public face. */
@NullMarked
package org.srmap;

import org.jspecify.annotations.NullMarked;
