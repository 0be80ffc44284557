package org.srmap.study.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.srmap.study.read.Gallery;
import org.srmap.study.read.StudyRun;

/**
 * What all pages share.
 *
 * @param run the study
 * @param gallery its photos
 * @param preset whose maps are shown
 * @param models in the order of the study
 * @param labels in the order of their names
 * @param names what each label is called
 * @param places of each photo in the order of the rows
 * @param thumbnails small copies of the photos
 * @param pages writes pages
 * @param most how many photos of a kind are shown
 */
record ReportContext(
        StudyRun run,
        Gallery gallery,
        String preset,
        List<String> models,
        List<String> labels,
        Map<String, String> names,
        Map<String, Integer> places,
        Thumbnails thumbnails,
        ReportPages pages,
        int most) {
    /** Photos on a page of rows. */
    static final int ROWS = 200;

    /** What a label is called: as the models call it, or as the data set does. */
    String name(String label) {
        return names.getOrDefault(label, label);
    }

    /** The label and, where that says more, its name. */
    String fullName(String label) {
        String name = name(label);
        boolean same = name.equalsIgnoreCase(label.replace('_', ' ').replace('-', ' ')) || name.equalsIgnoreCase(label);
        return same ? name : name + " (" + label + ")";
    }

    /** Where the rows of a photo are, from the root of the report. */
    String rowOf(String file) {
        int place = places.getOrDefault(file, 0);
        return rowPage(Math.floorDiv(place, ROWS)) + "#p" + place;
    }

    /** A page of rows. */
    static String rowPage(int number) {
        return String.format(Locale.ROOT, "rows/%04d.html", number + 1);
    }

    /** The page of a class. */
    String classPage(String label) {
        return String.format(Locale.ROOT, "classes/%04d.html", labels.indexOf(label) + 1);
    }

    /** The first page of photos that one model gets right and the other wrong. */
    String galleryPage(String right, String wrong, int number) {
        return String.format(
                Locale.ROOT,
                "disagreements/%d-%d-%02d.html",
                models.indexOf(right) + 1,
                models.indexOf(wrong) + 1,
                number + 1);
    }
}
