package org.srmap.saliency;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the kernel: the classes that use the incubating Vector API are loaded by name, only where it is present. */
final class Kernels {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNEL = "org.srmap.saliency.VectorKernel";

    private Kernels() {}

    /** A maker of kernels, one for every thread. */
    static Supplier<DistanceKernel> choose(KernelChoice choice) {
        Optional<Supplier<DistanceKernel>> vector =
                choice == KernelChoice.PLAIN ? Optional.empty() : Kernels.vectorKernel();
        if (choice == KernelChoice.VECTOR && vector.isEmpty()) {
            throw new IllegalArgumentException(
                    "the vector kernel is not available: start Java with --add-modules " + MODULE);
        }
        return vector.orElse(PlainKernel::new);
    }

    private static Optional<Supplier<DistanceKernel>> vectorKernel() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            make();
            return Optional.of(Kernels::makeOrFail);
        } catch (ReflectiveOperationException | LinkageError e) {
            // The module changes between releases of the JDK; without a fitting one the fallback gives the same result.
            return Optional.empty();
        }
    }

    private static DistanceKernel make() throws ReflectiveOperationException {
        return Class.forName(VECTOR_KERNEL)
                .asSubclass(DistanceKernel.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private static DistanceKernel makeOrFail() {
        try {
            return make();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the vector kernel failed to start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the vector kernel could not be made twice", e);
        }
    }
}
