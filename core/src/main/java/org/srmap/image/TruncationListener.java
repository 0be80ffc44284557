package org.srmap.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Notices that a reader ran out of data. ImageIO's JPEG reader then only warns, and paints the rest gray. Other warnings
 * (stray bytes between segments, odd metadata) do not touch the pixels and are ignored.
 */
final class TruncationListener implements IIOReadWarningListener {
    boolean seen;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        String text = warning.toLowerCase(Locale.ROOT);
        seen |= text.contains("truncated") || text.contains("eoi") || text.contains("premature end of input");
    }
}
