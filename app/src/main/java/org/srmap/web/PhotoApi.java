package org.srmap.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.srmap.image.Photo;
import org.srmap.image.PngFile;

/** Photos: the examples, those that were sent, and copies with a region changed. */
final class PhotoApi {
    private static final int LONGEST = 2048;
    private static final int PNG_PIXELS = 600_000;

    private final Photos photos;
    private final WorkQueue queue;
    private final Upload upload;

    PhotoApi(Rooms rooms) {
        photos = rooms.photos();
        queue = rooms.queue();
        upload = rooms.upload();
    }

    /** {@code GET /api/photos/ID}: upright, at most 2048 pixels long, never the bytes that were sent. */
    void show(Context context) {
        Photos.Stored stored = photos.get(context.pathParam("id"));
        byte[] bytes = queue.run(() -> picture(photos.decode(stored)), Client.gone(context));
        context.contentType(bytes[0] == (byte) 0x89 ? "image/png" : "image/jpeg");
        context.header("Cache-Control", "private, max-age=3600");
        context.result(bytes);
    }

    /** {@code POST /api/photos/ID/edits}: the photo with regions changed, as a photo of its own. */
    void edit(Context context) {
        Photos.Stored stored = photos.get(context.pathParam("id"));
        List<Edit> edits = Edit.read(Json.read(upload.bytes(context), "the body"));
        Photos.Stored changed = photos.add(stored.name(), stored.bytes(), edits);
        ObjectNode json = Json.object();
        json.put("photo", changed.id());
        json.put("of", stored.id());
        json.put("edits", edits.size());
        context.status(201);
        Json.answer(context, json);
    }

    private static byte[] picture(Photo photo) {
        BufferedImage image = photo.toImage();
        int longest = Math.max(image.getWidth(), image.getHeight());
        if (longest > LONGEST) {
            image = scaled(image, (double) LONGEST / longest);
        }
        try {
            return (long) image.getWidth() * image.getHeight() <= PNG_PIXELS ? PngFile.encode(image) : jpeg(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage scaled(BufferedImage image, double factor) {
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return small;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(0.92f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
