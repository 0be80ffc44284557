package org.srmap.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.srmap.text.OneLine;

/**
 * Fetches one file into a {@code .part} file, going on where an earlier attempt stopped. What the server says about
 * sizes is believed only as far as it limits the work; whether the file is right, its digest says.
 */
final class Download {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,15})-[0-9]{1,15}/([0-9]{1,15}|\\*)");
    private static final int MOST_REDIRECTS = 5;
    private static final int OFFLINE_ATTEMPTS = 2; // who has no network should hear of it soon
    private static final long ENOUGH = 1 << 20; // an attempt that brings so much does not count as failed

    /**
     * How much patience there is.
     *
     * @param mostBytes size of the largest file taken
     * @param attempts how often to try without getting much further
     * @param pause how long to wait before the second attempt; doubles each time
     * @param stall how long nothing may arrive
     */
    record Limits(long mostBytes, int attempts, Duration pause, Duration stall) {
        static final Limits USUAL = new Limits(1L << 30, 6, Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    /** A failure that another attempt does not mend. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private final HttpClient client;
    private final Limits limits;
    private final ModelStore.Progress progress;
    private boolean answered;

    Download(HttpClient client, Limits limits, ModelStore.Progress progress) {
        this.client = client;
        this.limits = limits;
        this.progress = progress;
    }

    /** Fetches {@code address} into {@code part}, continuing what is there; only one process at a time may. */
    void into(Path part, URI address) throws IOException {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            try (var lock = file.tryLock()) {
                if (lock == null) {
                    throw new Refused("another process is downloading it");
                }
                persist(file, address);
            } catch (OverlappingFileLockException e) {
                throw new IOException("another thread is downloading it", e);
            }
        }
    }

    private void persist(FileChannel file, URI address) throws IOException {
        long most = file.size();
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(file, address);
                return;
            } catch (Refused e) {
                throw e;
            } catch (IOException e) {
                if (file.size() >= most + ENOUGH) {
                    most = file.size();
                    attempt = 1;
                }
                if (attempt >= (answered ? limits.attempts() : OFFLINE_ATTEMPTS)) {
                    throw e;
                }
                sleep(limits.pause().multipliedBy(1L << Math.min(attempt - 1, 5)));
            }
        }
    }

    private static void sleep(Duration pause) throws IOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void attempt(FileChannel file, URI address) throws IOException {
        long have = file.size();
        HttpResponse<InputStream> response = send(address, have);
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 416 && have > 0) { // nothing left to send, or the part is longer than the file
                if (wholeSize(response, have) == have) {
                    return;
                }
                file.truncate(0);
                throw new IOException("the server has no more bytes for the part downloaded so far");
            }
            if (status != 200 && status != 206) {
                String message = "the server answers " + status + " for " + response.uri();
                throw status >= 500 || status == 429 || status == 408 ? new IOException(message) : new Refused(message);
            }
            boolean continues = status == 206 && startsAt(response, have);
            if (!continues) {
                file.truncate(0);
            }
            if (status == 206 && !continues) {
                throw new IOException("the server sent a different part than requested");
            }
            receive(body, file, continues ? wholeSize(response, have) : length(response));
        }
    }

    private static boolean startsAt(HttpResponse<?> response, long offset) {
        Matcher range = CONTENT_RANGE.matcher(
                response.headers().firstValue("content-range").orElse(""));
        return range.matches() && Long.parseLong(range.group(1)) == offset;
    }

    /** The size of the whole file, -1 when the server does not say. */
    private static long wholeSize(HttpResponse<?> response, long have) {
        String range = response.headers().firstValue("content-range").orElse("");
        String size = range.substring(range.lastIndexOf('/') + 1);
        if (size.matches("[0-9]{1,15}")) {
            return Long.parseLong(size);
        }
        long rest = response.statusCode() == 206 ? length(response) : -1;
        return rest < 0 ? -1 : have + rest;
    }

    private static long length(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("content-length").orElse(-1);
    }

    private void receive(InputStream body, FileChannel file, long size) throws IOException {
        if (size > limits.mostBytes()) {
            throw tooLarge(size);
        }
        long at = file.size();
        file.position(at);
        progress.at(at, size);
        byte[] buffer = new byte[1 << 16];
        try (Watchdog watchdog = new Watchdog(body, limits.stall())) {
            for (int count = next(body, buffer, watchdog); count >= 0; count = next(body, buffer, watchdog)) {
                at += count;
                if (at > limits.mostBytes()) {
                    throw tooLarge(at);
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                progress.at(at, size);
            }
        }
        if (size >= 0 && at != size) {
            throw new IOException("the connection ended at byte " + at + " of " + size);
        }
    }

    private int next(InputStream body, byte[] buffer, Watchdog watchdog) throws IOException {
        try {
            int count = body.read(buffer);
            watchdog.alive();
            return count;
        } catch (IOException e) {
            throw watchdog.hasFired()
                    ? new IOException("nothing arrived for " + limits.stall().toMillis() / 1000.0 + " s", e)
                    : e;
        }
    }

    private Refused tooLarge(long size) {
        return new Refused(
                "the server sends " + size + " bytes or more; at most " + limits.mostBytes() + " are allowed");
    }

    private HttpResponse<InputStream> send(URI address, long have) throws IOException {
        URI at = address;
        for (int i = 0; i <= MOST_REDIRECTS; i++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at)
                    .timeout(limits.stall())
                    .header("User-Agent", "srmap")
                    .header("Accept-Encoding", "identity");
            if (have > 0) {
                request.header("Range", "bytes=" + have + "-");
            }
            HttpResponse<InputStream> response = send(request.build());
            if (!isRedirect(response.statusCode())) {
                return response;
            }
            response.body().close();
            at = redirected(at, response.headers().firstValue("location").orElse(""));
        }
        throw new Refused("the server redirects more than " + MOST_REDIRECTS + " times");
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answered = true;
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** Only to https, or from http to http. */
    private static URI redirected(URI from, String location) throws Refused {
        try {
            URI to = from.resolve(location);
            String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
            boolean safe = scheme.equals("https") || scheme.equals("http") && "http".equals(from.getScheme());
            if (!location.isEmpty() && safe && to.getHost() != null) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new Refused("the server redirects to \"" + OneLine.text(location) + "\", which srmap does not follow");
    }

    /** Whether a part has been begun. */
    static boolean isBegun(Path part) throws IOException {
        return Files.exists(part) && Files.size(part) > 0;
    }
}
