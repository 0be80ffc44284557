package org.srmap.model;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where downloaded models are kept: the folder that the operating system has for such things. */
public final class CacheFolder {
    /** The environment variable that overrules the rest. */
    public static final String OVERRIDE = "SRMAP_CACHE";

    private CacheFolder() {}

    /** The current user's. */
    public static Path ofUser() {
        return of(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
    }

    static Path of(Map<String, String> environment, String system, String home) {
        String override = environment.getOrDefault(OVERRIDE, "");
        if (!override.isEmpty()) {
            return Path.of(override);
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isEmpty() ? Path.of(home, "AppData", "Local") : Path.of(local)).resolve("srmap");
        }
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Caches", "srmap");
        }
        Path cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return (cache.isAbsolute() ? cache : Path.of(home, ".cache")).resolve("srmap"); // relative ones do not count
    }
}
