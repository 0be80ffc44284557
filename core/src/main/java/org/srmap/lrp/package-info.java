/**
 * The relevance compiler: a canonical graph and a composite become one graph that computes logits and relevance.
 *
 * <p>{@link org.srmap.lrp.RelevanceCompiler} walks the graph backwards. For every node the {@link
 * org.srmap.rule.Composite} has named a {@link org.srmap.rule.Rule}; the emitter that {@code Emitters} names
 * for the node appends the operators that send relevance from the node's output to its inputs.
 *
 * <p>The rooms below: {@link org.srmap.lrp.emit} is what all emitters work with, {@link org.srmap.lrp.linear} the
 * layers with weights and their rules, {@link org.srmap.lrp.operator} all other operators, {@link org.srmap.lrp.exact}
 * the forward pass in double precision. Only this package is for use from outside.
 *
 * <p>Uses {@link org.srmap.graph}, {@link org.srmap.canonize} and {@link org.srmap.rule}.
 */
@NullMarked
package org.srmap.lrp;

import org.jspecify.annotations.NullMarked;
