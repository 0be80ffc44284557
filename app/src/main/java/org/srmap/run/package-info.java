/**
 * What every long run over many photos needs, whatever it computes: a folder that one process at a time works in, a
 * record of what the results in it belong to, maps kept as files, and somebody who is told how far it is.
 *
 * <p>Uses {@link org.srmap.file}, {@link org.srmap.npy}, {@link org.srmap.draw} for PNG files, and Jackson.
 */
@NullMarked
package org.srmap.run;

import org.jspecify.annotations.NullMarked;
