/**
 * Relevance rules as data: which rule a layer gets, and with which parameters. Nothing here computes relevance; the
 * compiler in {@link org.srmap.lrp} turns rules into operators.
 *
 * <p>A {@link org.srmap.rule.Rule} is a record. A {@link org.srmap.rule.Composite} gives every {@link
 * org.srmap.rule.Layer} of a canonical graph a rule: ordered entries, the first that matches wins. {@link
 * org.srmap.rule.Presets} reads the composites that come with the program from {@code presets.json}; composites of
 * one's own have the same form.
 *
 * <p>Sources: Bach et al. 2015 (epsilon, alpha-beta), Montavon et al. 2017 (z-plus, box, w-square), Montavon et al.
 * 2019 (gamma, composites), Lapuschkin et al. 2019 (flat), Li et al. 2019 (paper), Zeiler and Fergus 2014
 * (deconvnet), Springenberg et al. 2015 (guided backpropagation), Zhang et al. 2016 (excitation backpropagation). Names
 * and defaults as in Zennit (Anders et al. 2021).
 *
 * <p>Uses {@link org.srmap.graph}, and Jackson to read composites.
 */
@NullMarked
package org.srmap.rule;

import org.jspecify.annotations.NullMarked;
