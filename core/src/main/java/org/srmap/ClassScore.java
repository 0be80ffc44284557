package org.srmap;

/**
 * A class and what the model gives it.
 *
 * @param index its index, from 0
 * @param label its name
 * @param synset its WordNet id, empty when not known
 * @param logit the model's output before any softmax
 * @param probability softmax over the logits, 0 to 1
 */
public record ClassScore(int index, String label, String synset, float logit, double probability) {}
