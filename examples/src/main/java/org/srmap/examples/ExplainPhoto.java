package org.srmap.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.image.Photo;

/** Explains one photo with the demo model; quoted in the README. */
public final class ExplainPhoto {
    private ExplainPhoto() {}

    /** Prints what the network saw and where it looked. */
    public static void main(String[] args) throws IOException {
        try (Explainer explainer = Explainer.open(Model.demo(), ExplainerSettings.defaults())) {
            Explanation explanation = explainer.explain(Photo.read(Path.of("examples/golf-ball.png")));
            System.out.println(explanation.target().label() + ": " + explanation.inWords());
        }
    }
}
