/**
 * ONNX files to graphs and back; the only room that knows the file format.
 *
 * <p>The format is protobuf's wire encoding of the messages in {@code onnx.proto} (ONNX IR specification). It is read
 * from a memory-mapped file, so that weights are never copied, and written as a list of segments, so that they are not
 * copied either. {@code docs/adr/0002} says why no generated protobuf classes are used.
 *
 * <p>Uses {@link org.srmap.graph}, {@link org.srmap.file} and the JDK.
 */
@NullMarked
package org.srmap.onnx;

import org.jspecify.annotations.NullMarked;
