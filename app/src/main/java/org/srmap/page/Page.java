package org.srmap.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.srmap.Version;
import org.srmap.text.Digest;

/**
 * The frame of pages of one kind: head, security policy, style, links above the title, footer. Nothing but the page's own
 * style and pictures may be loaded.
 */
public final class Page {
    private final String style;
    private final String policy;
    private final String footer;

    /**
     * A frame.
     *
     * @param owner a class beside whose file {@code report.css} lies, which follows the base style
     * @param footer what the pages are, below all of them
     */
    public Page(Class<?> owner, String footer) {
        style = base() + resource(owner, "report.css");
        policy = "default-src 'none'; img-src 'self' file: data:; style-src 'sha256-" + digest(style)
                + "'; base-uri 'none'; form-action 'none'";
        this.footer = footer;
    }

    /** A link above the title. */
    public record Link(String text, String href) {}

    /**
     * A page.
     *
     * @param name what windows and tabs call it
     * @param title stands over the page
     * @param trail the pages that it is below
     * @param body follows the title
     */
    public String html(String name, String title, List<Link> trail, Html body) {
        Html html = new Html().open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", policy);
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "referrer", "content", "no-referrer");
        html.open("meta", "name", "generator", "content", "srmap " + Version.srmap());
        html.element("title", name).style(style).close("head");
        html.open("body").element("a", "Skip to content", "class", "skip", "href", "#content");
        if (!trail.isEmpty()) {
            html.open("nav", "aria-label", "Breadcrumb", "class", "trail");
            trail.forEach(link ->
                    html.open("a", "href", link.href()).foreign(link.text()).close("a"));
            html.close("nav");
        }
        html.open("main", "id", "content", "tabindex", "-1");
        html.open("h1").foreign(title).close("h1").add(body).close("main");
        html.element("footer", "srmap " + Version.srmap() + " · " + footer);
        return "<!doctype html>\n" + html.close("body").close("html") + "\n";
    }

    /** The style that all pages begin with. */
    public static String base() {
        return resource(Page.class, "base.css");
    }

    private static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digest as a Content-Security-Policy writes it. */
    private static String digest(String text) {
        String hex = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
