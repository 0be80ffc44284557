/** Benchmarks of the compiled relevance graph, beside the plain forward pass of the same engine. */
@NullMarked
package org.srmap.lrp;

import org.jspecify.annotations.NullMarked;
