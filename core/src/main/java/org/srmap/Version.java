package org.srmap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of srmap and of the runtime it was built with. */
public final class Version {
    private Version() {}

    /** Version of srmap. */
    public static String srmap() {
        return properties().getProperty("srmap", "unknown");
    }

    /** Version of ONNX Runtime. */
    public static String onnxRuntime() {
        return properties().getProperty("onnxruntime", "unknown");
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
