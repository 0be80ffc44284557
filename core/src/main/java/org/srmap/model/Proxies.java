package org.srmap.model;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxy to use: Java's system properties ({@code https.proxyHost}, ...) when they name one, otherwise the
 * environment variables {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} as curl reads
 * them. Proxies that ask for a password are not supported.
 */
final class Proxies extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;
    private final ProxySelector system;

    Proxies(Map<String, String> environment, ProxySelector system) {
        this.environment = environment;
        this.system = system;
    }

    @Override
    public List<Proxy> select(URI uri) {
        List<Proxy> given = system.select(uri);
        if (given.stream().anyMatch(p -> p.type() != Proxy.Type.DIRECT)) {
            return given;
        }
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String proxy = variable(uri.getScheme() + "_proxy");
        String address = proxy.isEmpty() ? variable("all_proxy") : proxy;
        return address.isEmpty() || isExcepted(host) ? DIRECT : List.of(proxy(address));
    }

    private String variable(String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }

    private boolean isExcepted(String host) {
        for (String entry : variable("no_proxy").toLowerCase(Locale.ROOT).split(",")) {
            String name = entry.strip().startsWith(".") ? entry.strip().substring(1) : entry.strip();
            if (name.equals("*") || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    private static Proxy proxy(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null && "http".equals(uri.getScheme())) {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the proxy address in the environment is not a URL", e);
        }
        throw new IllegalArgumentException("the proxy address in the environment is not http://HOST:PORT");
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the caller reports the failure
    }
}
