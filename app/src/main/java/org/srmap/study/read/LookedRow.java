package org.srmap.study.read;

import org.jspecify.annotations.Nullable;

/**
 * A row with its map.
 *
 * @param sr SR map over the whole photo, {@link MeanMap#SIDE} x {@link MeanMap#SIDE} unsigned bytes; null when there is
 *     none
 */
public record LookedRow(ResultRow row, byte @Nullable [] sr) {}
