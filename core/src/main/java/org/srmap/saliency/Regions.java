package org.srmap.saliency;

import java.util.ArrayList;
import java.util.List;

/** The 8-connected regions of a mask, numbered from 1 in the order of their first pixel in reading order. */
final class Regions {
    private final int[] labels;
    private final int width;
    private final List<AttentionAreas.Box> boxes = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final int[] stack;

    Regions(boolean[] inside, int height, int width) {
        this.width = width;
        labels = new int[inside.length];
        stack = new int[inside.length];
        for (int i = 0; i < inside.length; i++) {
            if (inside[i] && labels[i] == 0) {
                fill(inside, height, i);
            }
        }
    }

    /** Per pixel the number of its region, 0 outside. */
    int[] labels() {
        return labels;
    }

    int width() {
        return width;
    }

    int count() {
        return boxes.size();
    }

    AttentionAreas.Box box(int label) {
        return boxes.get(label - 1);
    }

    int pixels(int label) {
        return sizes.get(label - 1);
    }

    private void fill(boolean[] inside, int height, int start) {
        int label = boxes.size() + 1;
        int left = width;
        int right = 0;
        int bottom = 0;
        int size = 0;
        int open = 0;
        labels[start] = label;
        stack[open++] = start;
        while (open > 0) {
            int pixel = stack[--open];
            int x = pixel % width;
            int y = pixel / width;
            size++;
            left = Math.min(left, x);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
            for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
                for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    int next = ny * width + nx;
                    if (inside[next] && labels[next] == 0) {
                        labels[next] = label;
                        stack[open++] = next;
                    }
                }
            }
        }
        int top = start / width;
        boxes.add(new AttentionAreas.Box(left, top, right - left + 1, bottom - top + 1));
        sizes.add(size);
    }
}
