package org.srmap.model;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.file.AsideFile;
import org.srmap.text.Digest;
import org.srmap.text.OneLine;

/**
 * The weights that torchvision publishes for its classifiers, downloaded once and kept in the user's cache folder.
 *
 * <p>The last eight hex digits in a published file's name are the first of its SHA-256; a file with another digest is
 * never used. Beside each file lies its model card.
 */
public final class ModelStore {
    /** Where torchvision publishes its weights. */
    public static final URI TORCHVISION = URI.create("https://download.pytorch.org/models/");

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int DIGITS = 8;

    /** Hears how far a download is. */
    @FunctionalInterface
    public interface Progress {
        /** Nobody listens. */
        Progress NONE = (bytes, total) -> {};

        /**
         * So many bytes are there.
         *
         * @param total size of the whole file, -1 when unknown
         */
        void at(long bytes, long total);
    }

    /**
     * A published file.
     *
     * @param name the architecture
     * @param file the file's name, NAME-DIGITS.pth
     * @param top1 torchvision's own figure: top-1 accuracy on ImageNet's validation set, in percent
     */
    public record Entry(String name, String file, double top1) {
        /** The first hex digits of the file's SHA-256. */
        public String digits() {
            int dot = file.lastIndexOf('.');
            return file.substring(dot - DIGITS, dot);
        }
    }

    private static final List<Entry> ENTRIES = List.of(
            new Entry("alexnet", "alexnet-owt-7be5be79.pth", 56.522),
            new Entry("vgg11", "vgg11-8a719046.pth", 69.020),
            new Entry("vgg13", "vgg13-19584684.pth", 69.928),
            new Entry("vgg16", "vgg16-397923af.pth", 71.592),
            new Entry("vgg19", "vgg19-dcbb9e9d.pth", 72.376),
            new Entry("vgg11_bn", "vgg11_bn-6002323d.pth", 70.370),
            new Entry("vgg13_bn", "vgg13_bn-abd245e5.pth", 71.586),
            new Entry("vgg16_bn", "vgg16_bn-6c64b313.pth", 73.360),
            new Entry("vgg19_bn", "vgg19_bn-c79401a0.pth", 74.218),
            new Entry("squeezenet1_0", "squeezenet1_0-b66bff10.pth", 58.092),
            new Entry("squeezenet1_1", "squeezenet1_1-b8a52dc0.pth", 58.178),
            new Entry("resnet18", "resnet18-f37072fd.pth", 69.758),
            new Entry("resnet34", "resnet34-b627a593.pth", 73.314),
            new Entry("resnet50", "resnet50-0676ba61.pth", 76.130),
            new Entry("resnet101", "resnet101-63fe2227.pth", 77.374),
            new Entry("resnet152", "resnet152-394f9c45.pth", 78.312));

    private final Path folder;
    private final URI base;
    private final List<Entry> entries;
    private final Map<String, String> environment;
    private final Download.Limits limits;

    /** The store in a folder, filled from torchvision's address. */
    public ModelStore(Path folder) {
        this(folder, TORCHVISION);
    }

    /**
     * The store in a folder, filled from a copy of torchvision's files.
     *
     * @param base http or https address of the folder with the files
     */
    public ModelStore(Path folder, URI base) {
        this(folder, base, ENTRIES, System.getenv(), Download.Limits.USUAL);
    }

    ModelStore(Path folder, URI base, List<Entry> entries, Map<String, String> environment, Download.Limits limits) {
        if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
            throw new IllegalArgumentException("the model store's address " + base + " is not http(s)://HOST/...");
        }
        this.folder = folder;
        this.base = base.getPath().endsWith("/") ? base : URI.create(base + "/");
        this.entries = List.copyOf(entries);
        this.environment = environment;
        this.limits = limits;
    }

    /** The store in the user's cache folder. */
    public static ModelStore ofUser() {
        return new ModelStore(CacheFolder.ofUser().resolve("models"));
    }

    /** Everything that can be pulled. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The published file of that name.
     *
     * @throws IllegalArgumentException when there is none, listing the names
     */
    public Entry entry(String name) {
        return entries.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the model store has no \"" + name + "\"; it has " + String.join(", ", names())));
    }

    private List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    /** Where the file is when it has been pulled. */
    public Path path(String name) {
        return folder.resolve(entry(name).file());
    }

    /** The file when it has been pulled, or null; it is not read. */
    public @Nullable Path find(String name) {
        Path path = path(name);
        return Files.isRegularFile(path) ? path : null;
    }

    /**
     * The file, downloaded when it is not there or not what it should be.
     *
     * @return where it is; its model card lies beside it
     * @throws IOException when it cannot be had; one line that says what to do
     */
    public Path pull(String name, Progress progress) throws IOException {
        Entry entry = entry(name);
        Path target = path(name);
        if (Files.isRegularFile(target)) {
            String digest = Digest.sha256(target);
            if (digest.startsWith(entry.digits())) {
                describe(entry, target, digest);
                return target;
            }
            Files.delete(target);
        }
        Path part = folder.resolve(entry.file() + ".part");
        URI address = base.resolve(entry.file());
        try {
            Files.createDirectories(folder);
            boolean continued = Download.isBegun(part);
            String digest = fetched(entry, part, progress);
            if (!digest.startsWith(entry.digits()) && continued) { // perhaps the old part was of another file
                Files.delete(part);
                digest = fetched(entry, part, progress);
            }
            if (!digest.startsWith(entry.digits())) {
                Files.delete(part);
                throw new IOException("the downloaded file has the SHA-256 " + digest + "; expected " + entry.digits()
                        + "...; it was removed");
            }
            AsideFile.moveInto(part, target);
            describe(entry, target, digest);
            return target;
        } catch (IOException | UnresolvedAddressException e) {
            throw new IOException(
                    name + " could not be downloaded from " + address + ": " + reason(e) + " [file: " + target + "]",
                    e);
        }
    }

    /** Downloads and gives the digest, which alone says whether the file is right: a server may be wrong about sizes. */
    private String fetched(Entry entry, Path part, Progress progress) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(new Proxies(environment, ProxySelector.getDefault()))
                .build();
        try {
            new Download(client, limits, progress).into(part, base.resolve(entry.file()));
        } catch (Download.Refused e) {
            throw e;
        } catch (IOException e) {
            String digest = Download.isBegun(part) ? Digest.sha256(part) : "";
            if (!digest.startsWith(entry.digits())) {
                throw e;
            }
            return digest;
        }
        return Digest.sha256(part);
    }

    private static String reason(Exception e) {
        boolean offline = e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof UnresolvedAddressException
                || e instanceof HttpTimeoutException;
        if (offline) {
            return "no connection (" + e.getClass().getSimpleName() + "). Is there a network? Behind a proxy set"
                    + " https_proxy; or download the file in another way";
        }
        String message = OneLine.longText(String.valueOf(e.getMessage()));
        return e instanceof FileSystemException ? e.getClass().getSimpleName() + " " + message : message;
    }

    /** Writes the card beside the file. */
    private void describe(Entry entry, Path target, String digest) throws IOException {
        ModelCard card = Architecture.named(entry.name())
                .card(1000)
                .withSource(base.resolve(entry.file()).toString(), digest)
                .withTerms(
                        "torchvision's published weights (IMAGENET1K_V1), trained on ImageNet: see torchvision's and"
                                + " ImageNet's terms",
                        entry.top1() + " % top-1 on ImageNet's validation set (torchvision's figure)");
        AsideFile.write(target.resolveSibling(entry.file() + ".json"), card.toJson());
    }
}
