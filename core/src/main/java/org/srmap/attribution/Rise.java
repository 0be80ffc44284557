package org.srmap.attribution;

import java.util.Random;
import org.srmap.canonize.Link;
import org.srmap.lrp.Request;

/**
 * The probability that is left under random masks, averaged over the masks that show a pixel (Petsiuk et al. 2018,
 * equation 6): R = 1/(n p) sum of v . softmax(logits(x * M)) * M. A mask is a small grid of zeros and ones, enlarged
 * bilinearly to one cell more than the picture and cut out at a random place.
 *
 * @param masks n, number of masks
 * @param probability p, chance of a cell to show the picture, 0 to 1
 * @param cells cells of the grid along each side
 * @param seed of the masks; the same masks for every picture and class
 * @param batch pictures per run
 */
record Rise(int masks, double probability, int cells, long seed, int batch) implements Baseline {
    @Override
    public String name() {
        return "rise:masks=" + masks + ",p=" + Parameters.text(probability) + ",cells=" + cells + ",seed=" + seed;
    }

    @Override
    public Probe probe(Network network, int size) {
        return Probe.forward(network, size);
    }

    @Override
    public int channels(Network network) {
        return 1;
    }

    @Override
    public Mapper mapper(Network network, Request request) {
        if (cells > Math.min(network.height(), network.width())) {
            throw new IllegalArgumentException("rise: " + cells + " cells along each side do not fit into an input of "
                    + network.height() + " x " + network.width());
        }
        return (probe, cases) -> cases.stream().map(c -> map(probe, c, network)).toList();
    }

    private Mapped map(Probe probe, Case one, Network network) {
        Random forPictures = new Random(seed);
        Random forSums = new Random(seed); // the same masks again, so that none has to be kept
        Link link = Link.of(network.graph());
        Mean mean = new Mean(network.pixels());
        probe.run(masks, i -> masked(one.image(), mask(forPictures, network)), i -> one.weights(), (i, pass) -> {
            double[] chances = link.probabilities(pass.logits());
            double score = 0;
            for (int k = 0; k < chances.length; k++) {
                score += one.weights()[k] * chances[k];
            }
            mean.add(mask(forSums, network), score / (masks * probability));
        });
        return new Mapped(mean.values(), Double.NaN);
    }

    /** The next mask, height x width values from 0 (hidden) to 1 (shown). */
    float[] mask(Random random, Network network) {
        float[] grid = new float[cells * cells];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = random.nextDouble() < probability ? 1 : 0;
        }
        int cellHeight = (network.height() + cells - 1) / cells;
        int cellWidth = (network.width() + cells - 1) / cells;
        int top = random.nextInt(cellHeight);
        int left = random.nextInt(cellWidth);
        int wide = (cells + 1) * cellWidth;
        float[] large = Bilinear.resize(grid, cells, cells, (cells + 1) * cellHeight, wide);
        float[] mask = new float[network.pixels()];
        for (int y = 0; y < network.height(); y++) {
            System.arraycopy(large, (y + top) * wide + left, mask, y * network.width(), network.width());
        }
        return mask;
    }

    private static float[] masked(float[] image, float[] mask) {
        float[] masked = new float[image.length];
        for (int k = 0; k < masked.length; k++) {
            masked[k] = image[k] * mask[k % mask.length];
        }
        return masked;
    }
}
