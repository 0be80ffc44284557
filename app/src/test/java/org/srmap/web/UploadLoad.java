package org.srmap.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Loads a server on this machine with uploads, and with what should be refused: {@code UploadLoad PORT PHOTO CLIENTS
 * SECONDS}. No test: it is started by hand, for a limited time, and only ever asks the loopback device.
 */
final class UploadLoad {
    private static final int MOST_CLIENTS = 200;
    private static final int MOST_SECONDS = 600;
    private static final String BOUNDARY = "----load";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<Double> latencies = new ConcurrentLinkedQueue<>();
    private final LongAdder broken = new LongAdder();
    private final int port;

    private UploadLoad(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        UploadLoad load = new UploadLoad(Integer.parseInt(args[0]));
        byte[] photo = Files.readAllBytes(Path.of(args[1]));
        int clients = Math.min(MOST_CLIENTS, Integer.parseInt(args[2]));
        int seconds = Math.min(MOST_SECONDS, Integer.parseInt(args[3]));
        load.abuse();
        load.uploads(photo, clients, seconds);
        System.out.println("then: health " + load.get("/api/health"));
    }

    private URI address(String path) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + path);
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void uploads(byte[] photo, int clients, int seconds) throws Exception {
        byte[] body = body(photo);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            threads.execute(() -> {
                while (System.nanoTime() < end) {
                    one(body);
                }
            });
        }
        threads.shutdown();
        List<String> heap = new ArrayList<>();
        while (!threads.awaitTermination(15, TimeUnit.SECONDS)) {
            heap.add(gauge("srmap_heap_bytes"));
        }
        double[] sorted =
                latencies.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.println("answers by status: " + statuses + ", broken connections: " + broken);
        System.out.printf(
                Locale.ROOT,
                "explained: %d (%.1f a second); seconds: median %.2f, 95 %% %.2f, slowest %.2f%n",
                sorted.length,
                (double) sorted.length / seconds,
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 1));
        System.out.println("heap every 15 s, MB: " + String.join(" ", heap));
        System.out.println("photos kept, MB: " + gauge("srmap_photos_bytes") + ", results kept, MB: "
                + gauge("srmap_results_bytes"));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private String gauge(String name) throws IOException, InterruptedException {
        return Arrays.stream(get("/api/metrics").split("\n"))
                .filter(line -> line.startsWith(name + " "))
                .map(line -> String.valueOf(Math.round(Double.parseDouble(line.substring(name.length())) / 1e6)))
                .findFirst()
                .orElse("?");
    }

    private void one(byte[] body) {
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(address("/api/explain"))
                            .timeout(Duration.ofMinutes(2))
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            statuses.computeIfAbsent(answer.statusCode(), s -> new LongAdder()).increment();
            if (answer.statusCode() == 200) {
                latencies.add((System.nanoTime() - start) / 1e9);
            } else if (answer.statusCode() == 503) {
                Thread.sleep(500); // less patient than it is asked to be
            }
        } catch (IOException e) {
            broken.increment();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] body(byte[] photo) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.write(photo);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private void abuse() throws Exception {
        System.out.println("1 GB with its length: " + refusal("Content-Length: 1073741824\r\n", 64 << 20));
        System.out.println("1 GB in chunks: " + refusal("Transfer-Encoding: chunked\r\n", 1 << 30));
        one(body(HugePictures.png(10_000, 10_000)));
        one(body(HugePictures.png(60_000, 60_000)));
        System.out.println("a PNG of 10,000 x 10,000 and one of 60,000 x 60,000: " + statuses);
        statuses.clear();
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nX-".getBytes(StandardCharsets.UTF_8));
            slow.add(socket);
        }
        System.out.println("with 300 connections whose header never ends: health " + get("/api/health"));
        int closed = 0;
        for (int second = 0; second < 40 && closed < slow.size(); second++) {
            Thread.sleep(1000);
            closed = 0;
            for (Socket socket : slow) {
                closed += isClosed(socket) ? 1 : 0;
            }
        }
        System.out.println("closed by the server within 40 s: " + closed);
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** First line of the answer to a large upload, sent until the server stops reading. */
    private String refusal(String length, long bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /api/explain HTTP/1.1\r\n"
                                    + "Host: 127.0.0.1\r\n"
                                    + "Content-Type: multipart/form-data; boundary="
                                    + BOUNDARY + "\r\n" + length + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = new byte[1 << 16];
            byte[] head = "10000\r\n".getBytes(StandardCharsets.UTF_8);
            byte[] tail = "\r\n".getBytes(StandardCharsets.UTF_8);
            try {
                for (long sent = 0; sent < bytes; sent += chunk.length) {
                    if (length.startsWith("Transfer")) {
                        socket.getOutputStream().write(head);
                        socket.getOutputStream().write(chunk);
                        socket.getOutputStream().write(tail);
                    } else {
                        socket.getOutputStream().write(chunk);
                    }
                }
            } catch (IOException e) {
                return "cut off, " + firstLine(socket);
            }
            return firstLine(socket);
        }
    }

    private static String firstLine(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] line = new byte[64];
            int read = in.read(line);
            return read < 0
                    ? "closed"
                    : new String(line, 0, read, StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse("");
        } catch (IOException e) {
            return "closed";
        }
    }
}
