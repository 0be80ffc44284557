package org.srmap.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real photos; skipped where they are not at hand. */
class SharedPhotosTest {
    /**
     * Pillow's squashes of the same JPEG files. Ours are the same to the bit on most JDK builds; where the JDK brings its
     * own libjpeg, photos with chroma halved only vertically differ, because that one does not smooth them.
     */
    @Test
    void theInputsOfRealPhotosArePillows() throws IOException {
        Path folder = Shared.file("photos/ref227");
        List<Path> references;
        try (Stream<Path> files = Files.list(folder)) {
            references = files.sorted().toList();
        }
        assertThat(references).hasSizeGreaterThanOrEqualTo(20);
        int different = 0;
        for (Path reference : references) {
            String stem = reference.getFileName().toString().replace(".png", "");
            Photo expected = Photo.read(reference);
            PreparedPhoto ours = Preprocessing.fromJson("{\"resize\": [227, 227], \"scale\": 1}")
                    .apply(Photo.read(Shared.file("photos/" + stem + ".JPEG")), 227, 227);
            if (ours.geometry().orientation() != Orientation.NORMAL) {
                continue; // the references were made without turning
            }
            int[] steps = steps(expected, ours);
            long above2 = 0;
            for (int step = 3; step < 256; step++) {
                above2 += steps[step];
            }
            different += steps[0] == 3 * 227 * 227 ? 0 : 1;
            assertThat(above2 / (3.0 * 227 * 227))
                    .as("share of values more than 2 off, " + stem)
                    .isLessThan(0.01);
        }
        assertThat(different).as("photos that are not the same to the bit").isLessThanOrEqualTo(1);
    }

    private static int[] steps(Photo expected, PreparedPhoto ours) {
        int[] steps = new int[256];
        for (int i = 0; i < ours.input().values().length; i++) {
            int pixel = i % (227 * 227);
            int wanted = Preprocessing.Channels.RGB.of(expected.rgb(pixel % 227, pixel / 227), i / (227 * 227));
            steps[Math.abs(wanted - (int) ours.input().values()[i])]++;
        }
        return steps;
    }

    @Test
    void allTurnsOfAPhotoLookTheSame() throws IOException {
        Photo first = Photo.read(Shared.file("photos/odd/exif1.jpg"));
        for (int exif = 2; exif <= 8; exif++) {
            Photo turned = Photo.read(Shared.file("photos/odd/exif" + exif + ".jpg"));
            assertThat(turned.orientation().exif()).isEqualTo(exif);
            assertThat(turned.width()).isEqualTo(first.width());
            // Each was compressed on its own, so they agree up to the losses; a wrong turn is far outside.
            assertThat(meanDifference(first, turned)).as("exif %d", exif).isLessThan(6);
            int[] half = Orientation.ROTATED_180.turn(turned.pixels(), turned.width(), turned.height());
            Photo wrong = Photo.ofStored("wrong", half, turned.width(), turned.height(), Orientation.NORMAL);
            assertThat(meanDifference(first, wrong))
                    .as("exif %d, control", exif)
                    .isGreaterThan(30);
        }
    }

    private static double meanDifference(Photo a, Photo b) {
        double sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs(((a.pixels()[i] >> shift) & 0xff) - ((b.pixels()[i] >> shift) & 0xff));
            }
        }
        return sum / (3.0 * a.pixels().length);
    }

    @Test
    void brokenFilesAreClearErrors() {
        Path truncated = Shared.file("photos/odd/truncated.jpg");
        Path text = Shared.file("photos/odd/not-an-image.jpg");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(truncated))
                .withMessageContaining("truncated.jpg: the picture is truncated");
        assertThatIOException()
                .isThrownBy(() -> Photo.read(text))
                .withMessageContaining("not-an-image.jpg: not a picture");
    }
}
