package org.srmap.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link Thread#interrupt} end a run inside the runtime. The JDK offers this to everything that blocks in native
 * code, under the name of a channel.
 */
final class Interruption extends AbstractInterruptibleChannel {
    private final OrtSession.RunOptions options;

    private Interruption(OrtSession.RunOptions options) {
        this.options = options;
    }

    /** One run. */
    interface Run {
        OrtSession.Result with(OrtSession.RunOptions options) throws OrtException;
    }

    /**
     * Runs until it is done, or the thread is interrupted.
     *
     * @throws CancellationException when the thread was interrupted; it still is
     */
    static OrtSession.Result run(Run run) throws OrtException {
        try (OrtSession.RunOptions options = new OrtSession.RunOptions();
                Interruption interruption = new Interruption(options)) {
            return interruption.guarded(run);
        } catch (IOException e) { // thrown by end() after an interrupt
            throw interrupted(e);
        }
    }

    private OrtSession.Result guarded(Run run) throws OrtException, IOException {
        OrtSession.@Nullable Result result = null;
        @Nullable OrtException failure = null;
        begin();
        try {
            result = run.with(options);
        } catch (OrtException e) {
            failure = e;
        }
        try {
            end(result != null);
        } catch (IOException e) {
            if (result != null) {
                result.close();
            }
            throw e;
        }
        if (failure != null) {
            throw failure;
        }
        return java.util.Objects.requireNonNull(result);
    }

    private static CancellationException interrupted(IOException cause) {
        CancellationException cancelled = new CancellationException("interrupted");
        cancelled.initCause(cause);
        return cancelled;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        try {
            options.setTerminate(true);
        } catch (OrtException e) {
            throw new IOException(e);
        }
    }
}
