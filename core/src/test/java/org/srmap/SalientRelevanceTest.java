package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.srmap.image.Photo;
import org.srmap.map.Box;
import org.srmap.map.PixelMap;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.SaliencyInput;
import org.srmap.testing.Examples;

class SalientRelevanceTest {
    @Test
    void relevanceFromElsewhereGivesWhatTheExplainerGives() throws Exception {
        try (Explainer explainer = Explainer.open(Model.demo(), ExplainerSettings.defaults())) {
            Explanation e = explainer.explain(Photo.read(Examples.path("golf-ball.png")));
            SalientRelevance again = SalientRelevance.of(e.relevance(), SaliencyInput.RELEVANCE, AreaThreshold.DEFAULT);
            assertThat(again.map().values()).containsExactly(e.salient().map().values());
            assertThat(again.inWords()).isEqualTo(e.salient().inWords());
            assertThat(again.areas()).hasSameSizeAs(e.salient().areas());
        }
    }

    @Test
    void areasLieInPixelsOfTheMap() {
        PixelMap spot = new PixelMap(new float[32 * 40], 32, 40);
        for (int y = 10; y < 16; y++) {
            for (int x = 20; x < 28; x++) {
                spot.values()[y * 40 + x] = 1 + (x + y) % 3;
            }
        }
        SalientRelevance salient = SalientRelevance.of(spot, SaliencyInput.CHANNELS, AreaThreshold.DEFAULT);
        Box box = salient.areas().get(0).box();
        Box whole = new Box(20, 10, 28, 16);
        assertThat(box.intersection(whole)).isEqualTo(whole);
        assertThat(box).isEqualTo(salient.areas().get(0).inInput().box());
        assertThat(salient.relevanceShare()).isGreaterThan(0.9);
    }

    @Test
    void valuesThatAreNotFiniteAreRefused() {
        PixelMap broken = new PixelMap(new float[] {0, Float.NaN, 0, 0}, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SalientRelevance.of(broken, SaliencyInput.RELEVANCE, AreaThreshold.DEFAULT))
                .withMessageContaining("row 0, column 1 is NaN");
    }
}
