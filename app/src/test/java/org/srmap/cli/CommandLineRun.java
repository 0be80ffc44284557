package org.srmap.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * What a command line did.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record CommandLineRun(int code, String out, String err) {

    /** Runs the words; further words are taken as they are. */
    public static CommandLineRun of(String words, Object... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> args = new ArrayList<>(words.isEmpty() ? List.of() : List.of(words.split(" ")));
        Arrays.stream(more).map(Object::toString).forEach(args::add);
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
        return new CommandLineRun(code, out.toString(), err.toString());
    }

    /** Writes a colourful picture. */
    public static Path photo(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        BufferedImage image = new BufferedImage(160, 140, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean inside = Math.hypot(x - 90, y - 60) < 40;
                image.setRGB(x, y, inside ? 0xffffff - 0x010203 * (x % 40) : (x << 16 | y << 8 | (x * y & 0xff)));
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
