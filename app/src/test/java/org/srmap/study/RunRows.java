package org.srmap.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Photos to study, and rows as the Parquet files of a run have them. */
public final class RunRows {
    private RunRows() {}

    /** All rows with all columns but the seconds, as text, in the order of file, model and preset. */
    public static List<String> of(Path run) {
        return query(
                run,
                "SELECT (COLUMNS(* EXCLUDE (seconds, sr)))::VARCHAR, md5(hex(sr)) FROM results"
                        + " ORDER BY file, model, preset");
    }

    /** Rows of a query about the view {@code results}, values separated by {@code |}. */
    public static List<String> query(Path run, String sql) {
        String parts = run.resolve("results").resolve("part-*.parquet").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW results AS SELECT * FROM read_parquet('" + parts + "')");
            List<String> rows = new ArrayList<>();
            try (ResultSet set = statement.executeQuery(sql)) {
                int columns = set.getMetaData().getColumnCount();
                while (set.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        row.append(i > 1 ? "|" : "").append(set.getString(i));
                    }
                    rows.add(row.toString());
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A tree of folders, one per class, with colourful little photos; the same for the same numbers. */
    public static Path photos(Path folder, int count, int size) throws IOException {
        List<String> classes = List.of("golf_ball", "tench", "church");
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(classes.get(i % classes.size())).resolve(String.format("photo%04d.png", i));
            Files.createDirectories(file.getParent());
            ImageIO.write(photo(i, size), "png", file.toFile());
        }
        return folder;
    }

    private static BufferedImage photo(int number, int size) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(size + number % 3, size, BufferedImage.TYPE_INT_RGB);
        double x0 = random.nextDouble() * size;
        double y0 = random.nextDouble() * size;
        int colour = random.nextInt(0xffffff);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean inside = Math.hypot(x - x0, y - y0) < size / 4.0;
                image.setRGB(x, y, inside ? colour : (x * 5 & 0xff) << 16 | (y * 3 & 0xff) << 8 | random.nextInt(32));
            }
        }
        return image;
    }
}
