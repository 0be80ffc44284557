package org.srmap.study.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.srmap.page.Html;
import org.srmap.page.Page;

/** Writes the pages of a report. */
final class ReportPages {
    private final Page page = new Page(ReportPages.class, "srmap study report");
    private final Path folder;
    private final String study;

    /**
     * Pages of a report.
     *
     * @param folder of the report
     * @param study what the study is called
     */
    ReportPages(Path folder, String study) {
        this.folder = folder;
        this.study = study;
    }

    /**
     * Writes a page.
     *
     * @param name such as {@code index.html} or {@code rows/0001.html}
     * @param trail the pages that it is below, from the root of the report
     */
    void write(String name, String title, List<Page.Link> trail, Html body) throws IOException {
        String root = name.contains("/") ? "../" : "";
        List<Page.Link> links = trail.stream()
                .map(link -> new Page.Link(link.text(), root + link.href()))
                .toList();
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, page.html(title.equals(study) ? title : title + " · " + study, title, links, body));
    }
}
