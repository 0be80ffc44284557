package org.srmap.attribution;

import java.util.ArrayList;
import java.util.List;
import org.srmap.lrp.Request;

/**
 * Input times gradient, element by element (Shrikumar et al. 2016): R = x * d(v . logits)/dx.
 *
 * @param batch pictures per run
 */
record InputXGradient(int batch) implements Baseline {
    @Override
    public String name() {
        return "input-x-gradient";
    }

    @Override
    public Probe probe(Network network, int size) {
        return Probe.gradients(network, size);
    }

    @Override
    public int channels(Network network) {
        return network.channels();
    }

    @Override
    public Mapper mapper(Network network, Request request) {
        return InputXGradient::maps;
    }

    private static List<Mapped> maps(Probe probe, List<Case> cases) {
        List<Mapped> maps = new ArrayList<>();
        probe.run(cases.size(), i -> cases.get(i).image(), i -> cases.get(i).weights(), (i, pass) -> {
            float[] image = cases.get(i).image();
            float[] map = pass.gradient().clone();
            for (int k = 0; k < map.length; k++) {
                map[k] *= image[k];
            }
            maps.add(new Mapped(map, cases.get(i).value()));
        });
        return maps;
    }
}
