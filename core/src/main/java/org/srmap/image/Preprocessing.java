package org.srmap.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.map.Size;

/**
 * How a photo becomes the input of a network: resize, centre crop, channels, {@code (byte * scale - mean) / std}.
 *
 * <p>Resizing and cropping give the pixels of torchvision's {@code Resize} and {@code CenterCrop} on a Pillow picture
 * bit for bit (antialiased bilinear). Where the crop is larger than the picture, the border is filled with byte 0.
 *
 * @param resize how to resize; null for not at all
 * @param crop size of the centre crop; null for none
 * @param channels which channels, in which order
 * @param scale factor of the bytes, positive
 * @param mean what is subtracted after scaling, one number per channel in the order of the tensor
 * @param std what is divided by after that, one positive number per channel in the order of the tensor
 */
public record Preprocessing(
        @Nullable Resize resize,
        @Nullable Size crop,
        Channels channels,
        double scale,
        List<Double> mean,
        List<Double> std) {

    /** The names that {@link #preset} knows. */
    public static final List<String> PRESETS = List.of("imagenet", "caffe", "tf", "unit", "none");

    /** How the whole photo is resized. */
    public sealed interface Resize {}

    /** The shorter side gets this length; the longer one {@code length * long / short}, truncated. */
    public record ShorterSide(int length) implements Resize {
        /** Checks the length. */
        public ShorterSide {
            if (length < 1 || length > Photo.MAX_SIDE) {
                throw new IllegalArgumentException("resize " + length + ": must be 1 to " + Photo.MAX_SIDE);
            }
        }
    }

    /** Exactly this size, whatever that does to the proportions. */
    public record Exact(Size size) implements Resize {}

    /** Order of the channels in the tensor. */
    public enum Channels {
        /** Red, green, blue. */
        RGB(3),
        /** Blue, green, red. */
        BGR(3),
        /** One channel of brightness, 0.299 R + 0.587 G + 0.114 B as Pillow rounds it. */
        L(1);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        /** Number of channels. */
        public int count() {
            return count;
        }

        /** One byte, 0 to 255, of a pixel 0xRRGGBB. */
        int of(int rgb, int channel) {
            return switch (this) {
                case RGB -> (rgb >> (16 - 8 * channel)) & 0xff;
                case BGR -> (rgb >> (8 * channel)) & 0xff;
                case L ->
                    (((rgb >> 16) & 0xff) * 19595 + ((rgb >> 8) & 0xff) * 38470 + (rgb & 0xff) * 7471 + 0x8000) >> 16;
            };
        }
    }

    /** Checks lengths and values; the message says which one is wrong. */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale " + scale + ": must be positive");
        }
        if (mean.size() != channels.count() || std.size() != channels.count()) {
            throw new IllegalArgumentException("mean " + mean + ", std " + std + ": channels " + channels + " need "
                    + channels.count() + " number(s) in each");
        }
        if (mean.stream().anyMatch(m -> !Double.isFinite(m))) {
            throw new IllegalArgumentException("mean " + mean + ": must be finite numbers");
        }
        if (std.stream().anyMatch(s -> !(s > 0) || !Double.isFinite(s))) {
            throw new IllegalArgumentException("std " + std + ": must be positive numbers");
        }
    }

    /**
     * A usual preprocessing for inputs of the given size. {@code imagenet}, {@code tf}, {@code unit} and {@code none}
     * share torchvision's geometry: the shorter side becomes {@code round(max(height, width) * 256 / 224)}, then the
     * centre is cropped.
     *
     * <ul>
     *   <li>{@code imagenet}: torchvision; RGB in [0, 1], mean 0.485 0.456 0.406, std 0.229 0.224 0.225
     *   <li>{@code caffe}: the whole photo squashed to the input; BGR bytes minus 104 117 123
     *   <li>{@code tf}: RGB in [-1, 1]
     *   <li>{@code unit}: RGB in [0, 1]
     *   <li>{@code none}: RGB bytes 0 to 255 as they are, for networks that normalize by themselves
     * </ul>
     *
     * @throws IllegalArgumentException for another name or an absurd size
     */
    public static Preprocessing preset(String name, int height, int width) {
        Size input = new Size(height, width);
        ShorterSide shorter =
                new ShorterSide((int) Math.min(Math.round(Math.max(height, width) * 256.0 / 224), 65_535));
        List<Double> zeros = List.of(0.0, 0.0, 0.0);
        List<Double> ones = List.of(1.0, 1.0, 1.0);
        return switch (name) {
            case "imagenet" ->
                new Preprocessing(
                        shorter,
                        input,
                        Channels.RGB,
                        1 / 255.0,
                        List.of(0.485, 0.456, 0.406),
                        List.of(0.229, 0.224, 0.225));
            case "caffe" ->
                new Preprocessing(new Exact(input), null, Channels.BGR, 1, List.of(104.0, 117.0, 123.0), ones);
            case "tf" -> new Preprocessing(shorter, input, Channels.RGB, 1 / 127.5, ones, ones);
            case "unit" -> new Preprocessing(shorter, input, Channels.RGB, 1 / 255.0, zeros, ones);
            case "none" -> new Preprocessing(shorter, input, Channels.RGB, 1, zeros, ones);
            default ->
                throw new IllegalArgumentException("there is no preprocessing preset '" + name + "'; choose from "
                        + String.join(", ", PRESETS) + ", or name a .json file");
        };
    }

    /**
     * Reads the JSON form, see {@link #fromJson}.
     *
     * @throws IOException when the file cannot be read or says something wrong; one line that names the file
     */
    public static Preprocessing read(Path file) throws IOException {
        return PreprocessingJson.read(file);
    }

    /**
     * From JSON such as <code>{"resize": 256, "crop": [224, 224], "channels": "RGB", "scale": 0.00392156862745098,
     * "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}</code>. {@code resize}: a number is the length of
     * the shorter side, {@code [height, width]} an exact size, absent means none. {@code crop}: a number (square) or
     * {@code [height, width]}, absent means none. The others default to RGB, 1/255, 0 and 1.
     *
     * @throws IllegalArgumentException for anything else; the message says what
     */
    public static Preprocessing fromJson(String json) {
        return PreprocessingJson.parse(json);
    }

    /** The JSON form with all values written out; {@link #fromJson} gives an equal preprocessing back. */
    public String toJson() {
        return PreprocessingJson.write(this);
    }

    /** Size of the tensor that a photo of this size gives. */
    public Size outputSize(int photoWidth, int photoHeight) {
        return crop != null ? crop : Resizing.sizeAfter(resize, photoWidth, photoHeight);
    }

    /** Prepares a photo for a network with inputs of any size. */
    public PreparedPhoto apply(Photo photo) {
        return Resizing.apply(this, photo);
    }

    /**
     * Prepares a photo.
     *
     * @param height height of the network's input
     * @param width width of the network's input
     * @throws IllegalArgumentException when this preprocessing gives another size
     */
    public PreparedPhoto apply(Photo photo, int height, int width) {
        Size size = outputSize(photo.width(), photo.height());
        if (size.height() != height || size.width() != width) {
            throw new IllegalArgumentException("the preprocessing turns " + photo + " into " + size
                    + " (height x width), but the network wants " + height + "x" + width
                    + "; set resize and crop to match");
        }
        return apply(photo);
    }

    /** What byte 0 and byte 255 become, per channel in the order of the tensor. */
    public FullRange fullRange() {
        List<Float> low = new ArrayList<>();
        List<Float> high = new ArrayList<>();
        for (int c = 0; c < channels.count(); c++) {
            low.add(value(0, c));
            high.add(value(255, c));
        }
        return new FullRange(low, high);
    }

    /**
     * Lowest and highest values that a prepared photo can have, per channel in the order of the tensor.
     *
     * @param low value of byte 0
     * @param high value of byte 255
     */
    public record FullRange(List<Float> low, List<Float> high) {
        /** Copies the lists. */
        public FullRange {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /** What a byte (0 to 255) becomes in a channel of the tensor. */
    public float value(int unsignedByte, int channel) {
        return (float) ((unsignedByte * scale - mean.get(channel)) / std.get(channel));
    }

    /** The byte, not rounded, that became this value in a channel. */
    public double byteOf(float value, int channel) {
        return (value * std.get(channel) + mean.get(channel)) / scale;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String size = resize instanceof ShorterSide shorter
                ? "shorter side " + shorter.length()
                : resize instanceof Exact exact ? "resize " + exact.size() : "no resize";
        return String.format(
                Locale.ROOT,
                "%s, %s, %s, scale %.6g, mean %s, std %s",
                size,
                crop == null ? "no crop" : "crop " + crop,
                channels,
                scale,
                mean,
                std);
    }
}
