package org.srmap.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.Version;

/**
 * Opens things to measure and runs them when told, one line of tab-separated words per command on standard input:
 *
 * <pre>
 * relevance ID MODEL.onnx PRESET[:float32]|FILE.json|forward INPUT.npy THREADS [TARGETS]
 * saliency ID MAP.npy THREADS auto|plain|floor
 * run ID          answers with the nanoseconds it took
 * save ID FILE.npy
 * close ID
 * </pre>
 *
 * <p>Each answer is one line: {@code ok ...} or {@code error MESSAGE}.
 */
public final class PeerServer {
    private final Map<String, Subject> subjects = new HashMap<>();

    private PeerServer() {}

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PeerServer server = new PeerServer();
        out.println("ok srmap " + Version.srmap() + ", ONNX Runtime " + Version.onnxRuntime() + ", JDK "
                + Runtime.version());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                out.println("ok " + server.answer(List.of(line.split("\t", -1))));
            } catch (IOException | RuntimeException e) {
                out.println("error " + String.valueOf(e.getMessage()).replace('\n', ' '));
            }
        }
        server.subjects.values().forEach(Subject::close);
    }

    private String answer(List<String> words) throws IOException {
        String id = words.get(1);
        switch (words.get(0)) {
            case "relevance" -> subjects.put(id, RelevanceSubject.open(words.subList(2, words.size())));
            case "saliency" -> subjects.put(id, SaliencySubject.open(words.subList(2, words.size())));
            case "run" -> {
                Subject subject = subject(id);
                long start = System.nanoTime();
                subject.run();
                return Long.toString(System.nanoTime() - start);
            }
            case "save" -> subject(id).save(Path.of(words.get(2)));
            case "close" -> {
                subject(id).close();
                subjects.remove(id);
            }
            default -> throw new IllegalArgumentException("unknown command " + words.get(0));
        }
        return "";
    }

    private Subject subject(String id) {
        @Nullable Subject subject = subjects.get(id);
        if (subject == null) {
            throw new IllegalArgumentException("nothing is open under " + id);
        }
        return subject;
    }

    /** Something to measure. */
    interface Subject extends AutoCloseable {
        /** Computes, and keeps the result. */
        void run();

        /** Writes the last result. */
        void save(Path file) throws IOException;

        @Override
        void close();
    }
}
