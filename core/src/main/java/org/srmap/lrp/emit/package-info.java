/**
 * What every emitter of the relevance compiler works with: {@link org.srmap.lrp.emit.Emission} appends operators behind
 * the forward graph, {@link org.srmap.lrp.emit.Term} is a value in it and {@link org.srmap.lrp.emit.Denominator} one that
 * relevance is divided by, {@link org.srmap.lrp.emit.Step} is one node on the way back, {@link org.srmap.lrp.emit.Ledger}
 * records what became of its relevance, {@link org.srmap.lrp.emit.ValueFacts} and {@link
 * org.srmap.lrp.emit.Vanishing} know which values and which relevance are nowhere negative or zero.
 *
 * <p>For {@code org.srmap.lrp} and the rooms below it only.
 */
@NullMarked
package org.srmap.lrp.emit;

import org.jspecify.annotations.NullMarked;
