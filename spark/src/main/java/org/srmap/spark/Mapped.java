package org.srmap.spark;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator whose elements are made from those of another one when they are asked for. */
record Mapped<A, B>(Iterator<A> from, Function<? super A, ? extends B> function) implements Iterator<B> {
    @Override
    public boolean hasNext() {
        return from.hasNext();
    }

    @Override
    public B next() {
        return function.apply(from.next());
    }
}
