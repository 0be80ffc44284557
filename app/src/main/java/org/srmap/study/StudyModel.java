package org.srmap.study;

import org.srmap.Model;

/**
 * A model of a study.
 *
 * @param name what rows call it; unique in the study
 * @param model the model
 */
public record StudyModel(String name, Model model) {}
