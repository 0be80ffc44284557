/** What measuring explanations costs. */
@NullMarked
package org.srmap.eval;

import org.jspecify.annotations.NullMarked;
