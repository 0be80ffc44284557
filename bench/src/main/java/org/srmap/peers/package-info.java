/** Our side of the comparison with other programs: a server for the scripts in {@code bench/peers}. */
@NullMarked
package org.srmap.peers;

import org.jspecify.annotations.NullMarked;
