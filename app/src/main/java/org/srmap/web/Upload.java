package org.srmap.web;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/** Reads what clients send into memory, never more than allowed: per request, and of all requests together. */
final class Upload {
    private static final int CHUNK = 64 << 10;
    private static final int MOST_PARTS = 16;
    private static final int MOST_TEXT = 4096;
    private static final double GRACE_SECONDS = 5;
    private static final int LEAST_BYTES_PER_SECOND = 8192;

    private final long most;
    private final Semaphore chunks;

    /**
     * Limits of all uploads.
     *
     * @param most bytes of one request
     * @param together bytes of all requests that are read at the same time
     */
    Upload(long most, long together) {
        this.most = most;
        chunks = new Semaphore((int) (Math.max(together, most) / CHUNK + 1));
    }

    /** Waits for the parser; all it reads is in memory, so that there is nothing to wait for. */
    private static final class Parsed extends CompletableFuture<MultiPartFormData.Parts>
            implements Promise.Invocable<MultiPartFormData.Parts> {
        @Override
        public void succeeded(MultiPartFormData.Parts parts) {
            complete(parts);
        }

        @Override
        public void failed(Throwable cause) {
            completeExceptionally(cause);
        }
    }

    /** A file that was sent; the name is what the client calls it, without folders, for showing only. */
    record Sent(String name, byte[] bytes) {}

    /** A form that was sent. */
    record Form(Map<String, String> fields, Map<String, Sent> files) {
        /** A text field; null when it is missing or empty. */
        @Nullable
        String text(String name) {
            String text = fields.get(name);
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    /** Reads a multipart form. */
    Form form(Context context) {
        String type = context.contentType();
        if (type == null || !type.startsWith("multipart/form-data")) {
            throw new Refusal(
                    400,
                    "send the photo as multipart/form-data, for example: curl -F photo=@photo.jpg .../api/explain");
        }
        String boundary = MultiPart.extractBoundary(type);
        if (boundary == null) {
            throw new Refusal(400, "the Content-Type has no boundary; let your HTTP library set it");
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxParts(MOST_PARTS);
        parser.setMaxMemoryFileSize(-1);
        parser.setUseFilesForPartsWithoutFileName(false);
        ByteBufferContentSource body = new ByteBufferContentSource(ByteBuffer.wrap(bytes(context)));
        Parsed parsed = new Parsed();
        parser.parse(body, parsed);
        try (MultiPartFormData.Parts parts = parsed.join()) {
            return form(parts);
        } catch (CompletionException | IOException e) {
            throw new Refusal(400, "the multipart form is malformed or ends too early; let your HTTP library write it");
        }
    }

    private static Form form(MultiPartFormData.Parts parts) throws IOException {
        Map<String, String> fields = new HashMap<>();
        Map<String, Sent> files = new HashMap<>();
        for (MultiPart.Part part : parts) {
            byte[] content = content(part);
            if (part.getName() == null) {
                throw new Refusal(400, "a part of the form has no name");
            }
            if (part.getFileName() != null) {
                files.put(part.getName(), new Sent(shownName(part.getFileName()), content));
            } else if (content.length > MOST_TEXT) {
                throw new Refusal(
                        400,
                        "the field \"" + shownName(part.getName()) + "\" is longer than " + MOST_TEXT
                                + " bytes; a photo needs a file name");
            } else {
                fields.put(part.getName(), new String(content, StandardCharsets.UTF_8));
            }
        }
        return new Form(fields, files);
    }

    private static byte[] content(MultiPart.Part part) throws IOException {
        ByteBuffer buffer = Content.Source.asByteBuffer(part.createContentSource());
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The last part of a path, without control characters. */
    static String shownName(String sent) {
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("\\p{C}", "").strip();
        String shown = clean.isEmpty() ? "photo" : clean;
        return shown.length() > 100 ? shown.substring(0, 100) : shown;
    }

    /** The body of a request. */
    byte[] bytes(Context context) {
        long announced = context.req().getContentLengthLong();
        if (announced > most) {
            throw tooLarge();
        }
        int taken = 0;
        long start = System.nanoTime();
        try (InputStream in = context.req().getInputStream()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream(CHUNK);
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                all.write(chunk, 0, read);
                if (all.size() > most) {
                    throw tooLarge();
                }
                requireSpeed(all.size(), System.nanoTime() - start);
                while (taken * (long) CHUNK < all.size()) {
                    if (!chunks.tryAcquire()) {
                        throw new Refusal(503, "too many uploads at the same time; try again in a few seconds");
                    }
                    taken++;
                }
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new Refusal(408, "the upload stopped halfway; send it again");
        } finally {
            chunks.release(taken);
        }
    }

    /** A client that sends a byte now and then would keep a thread and its memory for ever. */
    private static void requireSpeed(long bytes, long nanos) {
        double seconds = nanos / 1e9 - GRACE_SECONDS;
        if (bytes < seconds * LEAST_BYTES_PER_SECOND) {
            throw new Refusal(
                    408, "the upload is slower than " + LEAST_BYTES_PER_SECOND / 1024 + " KB/s; send a smaller photo");
        }
    }

    private Refusal tooLarge() {
        return new Refusal(
                413,
                "more than " + (most >> 20) + " MB; scale the photo down, or start the server with a larger"
                        + " --max-upload");
    }
}
