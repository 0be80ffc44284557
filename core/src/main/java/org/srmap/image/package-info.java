/**
 * Pictures on their way into a network: decode and turn upright, resize, crop and normalize exactly
 * as the training pipelines do, and keep the geometry back to the photo.
 *
 * <p>May use the JDK, Jackson (the JSON form of {@link org.srmap.image.Preprocessing}), {@link org.srmap.file} and
 * {@link org.srmap.npy}; further picture formats come in as ImageIO plug-ins at run time.
 *
 * <p>Sources: orientation from the Exif 2.32 standard (tag 0x0112); resampling is the antialiased bilinear filter of
 * Pillow's {@code Image.resize} in the same 8-bit fixed-point arithmetic, and size and crop rules are torchvision's, so
 * that tensors agree bit for bit with theirs.
 */
@NullMarked
package org.srmap.image;

import org.jspecify.annotations.NullMarked;
