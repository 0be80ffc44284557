/**
 * Relevance through operators that are not linear layers: activations, sums, products, normalization, and operators that
 * only move elements. One emitter for each family.
 *
 * <p>Formulas: docs/rules.md. For {@code org.srmap.lrp} only.
 */
@NullMarked
package org.srmap.lrp.operator;

import org.jspecify.annotations.NullMarked;
