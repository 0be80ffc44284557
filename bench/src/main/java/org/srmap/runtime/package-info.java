/** What sessions cost in memory. */
@NullMarked
package org.srmap.runtime;

import org.jspecify.annotations.NullMarked;
