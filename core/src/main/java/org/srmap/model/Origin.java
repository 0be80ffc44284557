package org.srmap.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.srmap.text.Json;

/** Who trained the published weights of an architecture, and so how pictures have to be prepared for them. */
enum Origin {
    /** RGB in [0, 1] with ImageNet's mean and deviation; the middle 224 pixels of the picture at 256. */
    TORCHVISION,
    /** BGR bytes minus ImageNet's mean; the whole picture at 227 x 227. */
    CAFFE,
    /** RGB bytes minus the mean of the VGG face data; 224 pixels. */
    VGG_FACE;

    JsonNode preprocessing() {
        return switch (this) {
            case TORCHVISION -> {
                ObjectNode json = geometry(256, 224, "RGB", 1 / 255.0);
                numbers(json, "mean", List.of(0.485, 0.456, 0.406));
                yield numbers(json, "std", List.of(0.229, 0.224, 0.225));
            }
            case CAFFE -> {
                ObjectNode json = geometry(0, 227, "BGR", 1);
                json.putArray("resize").add(227).add(227);
                numbers(json, "mean", List.of(104.0, 117.0, 123.0));
                yield numbers(json, "std", List.of(1.0, 1.0, 1.0));
            }
            case VGG_FACE -> {
                ObjectNode json = geometry(256, 224, "RGB", 1);
                numbers(json, "mean", List.of(129.1863, 104.7624, 93.594));
                yield numbers(json, "std", List.of(1.0, 1.0, 1.0));
            }
        };
    }

    private static ObjectNode geometry(int resize, int crop, String channels, double scale) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        return json.put("resize", resize)
                .put("crop", crop)
                .put("channels", channels)
                .put("scale", scale);
    }

    private static ObjectNode numbers(ObjectNode json, String field, List<Double> values) {
        values.forEach(json.putArray(field)::add);
        return json;
    }
}
