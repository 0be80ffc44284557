package org.srmap.graph;

import java.nio.file.Path;

/**
 * Where the bytes of a tensor lie on disk, so that a runtime can map them by itself instead of copying them.
 *
 * @param file real path: a runtime follows no link out of the folder it is told
 * @param offset position of the first byte
 */
public record FileRegion(Path file, long offset) {}
