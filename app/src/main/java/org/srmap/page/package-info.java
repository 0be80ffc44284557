/**
 * Pages of HTML that open from disk, without scripts and without a network: nodes that escape whatever they are given,
 * the frame of every page with its security policy, plots, and the style that all pages begin with ({@code base.css}).
 *
 * <p>Uses {@link org.srmap.text} for digests and the JDK.
 */
@NullMarked
package org.srmap.page;

import org.jspecify.annotations.NullMarked;
