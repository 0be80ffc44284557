package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.srmap.image.Photo;

class InterruptedRunTest {
    private static Photo photo() {
        return Photo.of(new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB), "black");
    }

    @Test
    void anInterruptedThreadComputesNothing() {
        try (Explainer explainer = Explainer.open(Model.demo(), ExplainerSettings.defaults())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> explainer.explain(photo())).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(explainer.explain(photo()).logits()).hasSize(10);
        }
    }

    @Test
    void aLongRunEndsWhenItsThreadIsInterrupted() throws Exception {
        ExplainerSettings settings = ExplainerSettings.defaults().withPreset("rise:masks=100000");
        try (Explainer explainer = Explainer.open(Model.demo(), settings)) {
            FutureTask<List<Explanation>> run = new FutureTask<>(() -> List.of(explainer.explain(photo())));
            Thread thread = new Thread(run);
            thread.start();
            Thread.sleep(200);
            thread.interrupt();
            assertThatThrownBy(() -> run.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
            thread.join();
        }
    }
}
