package org.srmap.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Arithmetic on sizes that may be multiples of a symbol. */
class DimTest {
    private static final Dim N = Dim.symbol("N");
    private static final Dim M = Dim.symbol("M");

    private static Dim of(long size) {
        return Dim.of(size);
    }

    @Test
    void multiplies() {
        assertThat(of(3).times(of(4))).isEqualTo(of(12));
        assertThat(N.times(of(4)).times(of(2))).isEqualTo(of(8).times(N)).hasToString("8*N");
        assertThat(N.times(of(1))).isEqualTo(N);
        assertThat(N.times(N)).isEqualTo(Dim.UNKNOWN);
        assertThat(N.times(M)).isEqualTo(Dim.UNKNOWN);
        assertThat(N.times(of(0))).isEqualTo(Dim.UNKNOWN);
        assertThat(Dim.UNKNOWN.times(of(2))).isEqualTo(Dim.UNKNOWN);
    }

    @Test
    void divides() {
        assertThat(of(12).over(of(4))).isEqualTo(of(3));
        assertThat(N.times(of(8)).over(of(4))).isEqualTo(N.times(of(2)));
        assertThat(N.times(of(8)).over(N.times(of(2)))).isEqualTo(of(4));
        assertThat(N.times(of(6)).over(of(4)).isUnknown()).isTrue();
        assertThat(of(12).over(N).isUnknown()).isTrue();
        assertThat(N.over(M).isUnknown()).isTrue();
        assertThat(N.over(of(0)).isUnknown()).isTrue();
        assertThat(Dim.UNKNOWN.over(Dim.UNKNOWN).isUnknown()).isTrue();
    }

    @Test
    void adds() {
        assertThat(of(3).plus(of(4))).isEqualTo(of(7));
        assertThat(N.plus(N.times(of(2)))).isEqualTo(N.times(of(3)));
        assertThat(N.plus(of(0))).isEqualTo(N);
        assertThat(N.plus(of(1)).isUnknown()).isTrue();
        assertThat(N.plus(M).isUnknown()).isTrue();
    }

    @Test
    void namesWhatCannotBeCounted() {
        Dim large = of(Long.MAX_VALUE / 2);
        assertThatThrownBy(() -> large.times(of(3))).isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> N.times(large).times(of(3))).isInstanceOf(ModelException.class);
    }
}
