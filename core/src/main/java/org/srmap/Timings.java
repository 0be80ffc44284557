package org.srmap;

/**
 * Seconds that the parts of one explanation took.
 *
 * @param decode reading and preparing the photo
 * @param session making the network ready, once per explainer
 * @param relevance network and relevance pass
 * @param saliency SR stage and attention areas
 */
public record Timings(double decode, double session, double relevance, double saliency) {}
