package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way to the server: no network, and the proxies of the environment. */
class ProxiesTest extends PublishedFile {
    @Test
    void withoutANetworkItSaysSo() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        ModelStore store = store("http://127.0.0.1:" + closed + "/", Map.of(), 1 << 20);
        failsWith(
                store,
                "no connection",
                "Is there a network?",
                store.path("resnet18").toString());
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() throws IOException {
        serve(honest(SIZE));
        String proxy = "http://127.0.0.1:" + server.getAddress().getPort();
        ModelStore store = store("http://weights.invalid/models/", Map.of("http_proxy", proxy), 1 << 20);
        pullsTheFile(store);
        assertThat(requests).containsExactly("http://weights.invalid/models/" + entry.file());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://a.org/x, https_proxy=http://p:8080, p:8080",
                "https://a.org/x, HTTPS_PROXY=p:8080, p:8080",
                "https://a.org/x, http_proxy=http://p:8080, -",
                "https://a.org/x, all_proxy=http://p, p:80",
                "https://a.org/x, https_proxy=http://p:8080;no_proxy=b.org, p:8080",
                "https://a.org/x, https_proxy=http://p:8080;no_proxy=a.org, -",
                "https://w.a.org/x, https_proxy=http://p:8080;NO_PROXY=b.org+.a.org, -",
                "https://wa.org/x, https_proxy=http://p:8080;NO_PROXY=a.org, p:8080",
                "https://a.org/x, https_proxy=http://p:8080;no_proxy=*, -",
                "https://a.org/x, '', -",
            })
    void readsTheEnvironmentAsCurlDoes(String address, String variables, String expected) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(";")) {
            String[] parts = (variable + "=").split("=");
            environment.put(parts.length > 0 ? parts[0] : "", parts.length > 1 ? parts[1].replace("+", ", ") : "");
        }
        Proxy found = new Proxies(environment, ProxySelector.of(null))
                .select(URI.create(address))
                .get(0);
        InetSocketAddress host = (InetSocketAddress) found.address();
        assertThat(host == null ? null : host.getHostString() + ":" + host.getPort())
                .isEqualTo(expected);
    }
}
