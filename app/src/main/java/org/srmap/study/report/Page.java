package org.srmap.study.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.srmap.Version;
import org.srmap.text.Digest;

/** The frame of every page. */
final class Page {
    private static final String STYLE = style();
    private static final String POLICY = "default-src 'none'; img-src 'self' file: data:; style-src 'sha256-"
            + digest(STYLE) + "'; base-uri 'none'; form-action 'none'";

    private final Path folder;
    private final String study;

    /**
     * Pages of a report.
     *
     * @param folder of the report
     * @param study what the study is called
     */
    Page(Path folder, String study) {
        this.folder = folder;
        this.study = study;
    }

    /** A link above the title. */
    record Link(String text, String href) {}

    /**
     * Writes a page.
     *
     * @param name such as {@code index.html} or {@code rows/0001.html}
     */
    void write(String name, String title, List<Link> trail, Html body) throws IOException {
        String root = name.contains("/") ? "../" : "";
        Html page = new Html();
        page.open("html", "lang", "en").open("head");
        page.open("meta", "charset", "utf-8");
        page.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.open("meta", "name", "referrer", "content", "no-referrer");
        page.open("meta", "name", "generator", "content", "srmap " + Version.srmap());
        page.element("title", title.equals(study) ? title : title + " · " + study);
        String head = "<!doctype html>\n" + page + "<style>" + STYLE + "</style></head>\n";

        Html frame = new Html().open("body").element("a", "Skip to content", "class", "skip", "href", "#content");
        if (!trail.isEmpty()) {
            frame.open("nav", "aria-label", "Breadcrumb", "class", "trail");
            for (Link link : trail) {
                frame.open("a", "href", root + link.href()).foreign(link.text()).close("a");
            }
            frame.close("nav");
        }
        frame.open("main", "id", "content", "tabindex", "-1");
        frame.open("h1").foreign(title).close("h1").add(body).close("main");
        frame.open("footer")
                .text("srmap " + Version.srmap() + " · srmap study report")
                .close("footer");
        frame.close("body").close("html");
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, head + frame + "\n");
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The digest as a Content-Security-Policy writes it. */
    private static String digest(String text) {
        String hex = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
