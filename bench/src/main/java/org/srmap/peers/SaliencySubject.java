package org.srmap.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.KernelChoice;
import org.srmap.saliency.MultiplyAddFloor;
import org.srmap.saliency.SaliencyParameters;

/** The SR stage on a map, or the multiply-adds of its distances alone. */
final class SaliencySubject implements PeerServer.Subject {
    private final NpyArray map;
    private final Work work;
    private float[] result = {};

    private SaliencySubject(NpyArray map, Work work) {
        this.map = map;
        this.work = work;
    }

    /** From a map to a map. */
    private interface Work {
        float[] of(float[] map);
    }

    static SaliencySubject open(List<String> words) throws IOException {
        NpyArray map = Npy.read(Path.of(words.get(0)));
        int height = map.shape()[0];
        int width = map.shape()[1];
        int threads = Integer.parseInt(words.get(1));
        if (words.get(2).equals("floor")) {
            return new SaliencySubject(map, m -> new float[] {(float) MultiplyAddFloor.ofOneMap(threads)});
        }
        KernelChoice kernel = KernelChoice.valueOf(words.get(2).toUpperCase(Locale.ROOT));
        ContextAwareSaliency saliency = new ContextAwareSaliency(SaliencyParameters.defaults(), threads, kernel);
        return new SaliencySubject(map, m -> saliency.map(m, height, width, 1));
    }

    @Override
    public void run() {
        result = work.of(map.floats());
    }

    @Override
    public void save(Path file) throws IOException {
        Npy.writeFloat32(file, result, map.shape());
    }

    @Override
    public void close() {}
}
