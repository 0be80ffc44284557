package org.srmap.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.srmap.map.Box;
import org.srmap.map.Point;

class GeometryTest {
    private static void assertPoint(Point actual, double x, double y) {
        assertThat(actual.x()).isCloseTo(x, within(1e-9));
        assertThat(actual.y()).isCloseTo(y, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void turnedPixelsLieWhereTheirPointsAreMapped(Orientation orientation) {
        int width = 5;
        int height = 3;
        int[] stored = new int[width * height];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = i;
        }
        Photo photo = Photo.ofStored("test", stored, width, height, orientation);
        Geometry geometry = new Geometry(
                1, 1, photo.width(), photo.height(), photo.width(), photo.height(), 0, 0, photo.orientation());

        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                Point centre = geometry.toStored(x + 0.5, y + 0.5);
                assertThat(photo.rgb(x, y)).isEqualTo(((int) centre.y()) * width + (int) centre.x());
            }
        }
        assertThat(photo.storedWidth()).isEqualTo(width);
        assertThat(photo.storedHeight()).isEqualTo(height);
    }

    @Test
    void theCropOfImagenetLiesInTheMiddleOfThePhoto() {
        Geometry geometry = Preprocessing.preset("imagenet", 224, 224)
                .apply(Patterns.photo(512, 256))
                .geometry();

        assertPoint(geometry.toPhoto(0, 0), 144, 16);
        assertPoint(geometry.toPhoto(224, 224), 368, 240);
        assertPoint(geometry.toInput(144, 16), 0, 0);
        assertThat(geometry.visible()).isEqualTo(new Box(144, 16, 368, 240));
    }

    @Test
    void squashingSeesTheWholePhoto() {
        Geometry geometry = Preprocessing.preset("caffe", 100, 50)
                .apply(Patterns.photo(200, 300))
                .geometry();

        assertThat(geometry.visible()).isEqualTo(new Box(0, 0, 200, 300));
        assertPoint(geometry.toPhoto(25, 25), 100, 75);
    }

    @Test
    void paddingIsOutsideOfThePhoto() {
        Preprocessing padded = Preprocessing.fromJson("{\"crop\": [10, 20]}");
        Geometry geometry = padded.apply(Patterns.photo(15, 30)).geometry();

        assertPoint(geometry.toPhoto(0, 0), -2, 10);
        assertThat(geometry.visible()).isEqualTo(new Box(0, 10, 15, 20));
    }

    /** A bright square in the photo must be found in the tensor where the geometry says, and nowhere else. */
    @Test
    void whatTheTensorShowsLiesWhereTheGeometrySays() {
        int[] pixels = new int[300 * 200];
        for (int y = 80; y < 120; y++) {
            for (int x = 120; x < 160; x++) {
                pixels[y * 300 + x] = 0xffffff;
            }
        }
        Photo photo = Photo.ofStored("square", pixels, 300, 200, Orientation.NORMAL);
        PreparedPhoto prepared =
                Preprocessing.fromJson("{\"resize\": 100, \"crop\": 80}").apply(photo);
        double sumX = 0;
        double sumY = 0;
        double sum = 0;
        for (int i = 0; i < 80 * 80; i++) {
            sum += prepared.input().values()[i];
            sumX += prepared.input().values()[i] * (i % 80 + 0.5);
            sumY += prepared.input().values()[i] * (Math.floorDiv(i, 80) + 0.5);
        }
        Point centre = prepared.geometry().toPhoto(sumX / sum, sumY / sum);
        assertThat(centre.x()).isCloseTo(140, within(0.05));
        assertThat(centre.y()).isCloseTo(100, within(0.05));
    }

    @Test
    void identityChangesNothing() {
        Geometry geometry = Geometry.identity(7, 5);
        assertPoint(geometry.toPhoto(3, 2), 3, 2);
        assertPoint(geometry.toStored(3, 2), 3, 2);
        assertThat(geometry.visible()).isEqualTo(new Box(0, 0, 7, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Geometry.identity(0, 5))
                .withMessageContaining("0x5");
    }
}
