/**
 * Data sets of photos: what is in them, the true class of every photo, and where its objects are.
 *
 * <p>{@link org.srmap.eval.data.DataSets} reads trees of folders (one folder per class, torchvision's ImageFolder), flat
 * folders with a list of labels (such as the ground truth of ILSVRC2012), tables ({@code file,label,boxes,mask}), and
 * tar archives, which are read in place. {@link org.srmap.eval.data.ClassMap} finds the class of a model that a label
 * means. Nothing is unpacked or written, and only names are held in memory.
 *
 * <p>Sources: O. Russakovsky et al., ImageNet Large Scale Visual Recognition Challenge, IJCV 2015, and the readme of its
 * development kit; M. Everingham et al., The PASCAL Visual Object Classes challenge, IJCV 2010; POSIX.1-2001, pax (the
 * ustar and pax interchange formats).
 *
 * <p>Uses {@link org.srmap.image} for boxes, {@link org.srmap.model} for labels, {@link org.srmap.file}, and the JDK.
 */
@NullMarked
package org.srmap.eval.data;

import org.jspecify.annotations.NullMarked;
