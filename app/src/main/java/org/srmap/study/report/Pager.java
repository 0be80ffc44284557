package org.srmap.study.report;

import java.util.function.IntFunction;
import org.srmap.page.Html;

/** Links to the other pages of a list. */
final class Pager {
    private static final int NEAR = 3;

    private Pager() {}

    /**
     * Links to the first, the last and the neighbouring pages; nothing where there is one page only.
     *
     * @param page this page, from 0
     * @param name file of a page, from here
     */
    static Html of(int page, int pages, IntFunction<String> name) {
        Html html = new Html();
        if (pages < 2) {
            return html;
        }
        html.open("nav", "class", "pager", "aria-label", "Pages");
        int last = -1;
        for (int i = 0; i < pages; i++) {
            if (i != 0 && i != pages - 1 && Math.abs(i - page) > NEAR) {
                continue;
            }
            if (i > last + 1) {
                html.element("span", "…");
            }
            if (i == page) {
                html.element("span", "" + (i + 1), "aria-current", "page");
            } else {
                html.element("a", "" + (i + 1), "href", name.apply(i), "aria-label", "Page " + (i + 1));
            }
            last = i;
        }
        return html.close("nav");
    }
}
