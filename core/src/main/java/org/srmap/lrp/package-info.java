/**
 * The relevance compiler: a canonical graph and a composite become one graph that computes logits and relevance.
 *
 * <p>{@link org.srmap.lrp.RelevanceCompiler} walks the graph backwards. For every node the {@link
 * org.srmap.lrp.Composite} has named a {@link org.srmap.lrp.Rule}; the node's emitter appends the operators that send
 * relevance from the node's output to its inputs. Linear layers (convolution, dense, pooling, ...) say only how they
 * map forward and back ({@code Linear}); each rule is written once on top of that.
 *
 * <p>Sources: Bach et al. 2015 (epsilon, alpha-beta), Montavon et al. 2017 (z-plus, box, w-square), Montavon et al.
 * 2019 (gamma, composites), Lapuschkin et al. 2019 (flat), Li et al. 2019 (paper), Zeiler and Fergus 2014
 * (deconvnet), Springenberg et al. 2015 (guided backpropagation), Zhang et al. 2016 (excitation backpropagation). Names
 * and defaults as in Zennit (Anders et al. 2021).
 *
 * <p>Uses {@link org.srmap.graph} and {@link org.srmap.canonize}, and Jackson to read composites.
 */
@NullMarked
package org.srmap.lrp;

import org.jspecify.annotations.NullMarked;
