package org.srmap.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask: checks the host that was meant, the page that asks, and the token. */
final class Guard {
    private static final String COOKIE = "srmap-token";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final @Nullable String token;
    private final Set<String> hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));

    Guard(String host, @Nullable String token) {
        this.token = token;
        hosts.add(host.toLowerCase(Locale.ROOT));
        if (token != null) {
            addOwnNames();
        }
    }

    private void addOwnNames() {
        try {
            InetAddress own = InetAddress.getLocalHost();
            hosts.add(own.getHostName().toLowerCase(Locale.ROOT));
            hosts.add(own.getCanonicalHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            return; // a host without a name is asked by its address
        }
    }

    /** Runs before every request. */
    void check(Context context) {
        headers(context);
        requireOwnHost(context.header("Host"));
        requireOwnPage(context);
        String secret = token;
        if (secret != null && !context.path().equals("/api/health")) {
            requireToken(context, secret);
        }
    }

    private static void headers(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("X-Frame-Options", "DENY");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        context.header("Cache-Control", "no-store");
    }

    /** A foreign name that points here (DNS rebinding) would let a foreign page read what the server says. */
    private void requireOwnHost(@Nullable String header) {
        String host = header == null ? "" : header.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        boolean address = token != null && host.matches("[0-9.]+|\\[[0-9a-f:.]+]");
        if (!address && !hosts.contains(host)) {
            throw new Refusal(
                    421,
                    "this server does not answer under that host name; use the address it printed when it"
                            + " was started");
        }
    }

    private static void requireOwnPage(Context context) {
        String site = context.header("Sec-Fetch-Site");
        boolean link =
                context.method().equals(HandlerType.GET) && context.path().equals("/");
        String host = String.valueOf(context.header("Host"));
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none") && !link;
        String origin = context.header("Origin");
        boolean other =
                origin != null && !List.of("http://" + host, "https://" + host).contains(origin);
        if (foreign || other) {
            throw new Refusal(403, "other web pages may not use this server");
        }
    }

    private static void requireToken(Context context, String secret) {
        String asked = context.queryParam("token");
        if (asked != null && context.path().equals("/") && Ids.same(asked, secret)) {
            Cookie cookie = new Cookie(COOKIE, secret);
            cookie.setHttpOnly(true);
            cookie.setSameSite(SameSite.STRICT);
            context.cookie(cookie);
            context.redirect("/", HttpStatus.SEE_OTHER);
            context.skipRemainingHandlers();
            return;
        }
        String header = context.header("Authorization");
        String bearer = header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
        String kept = context.cookie(COOKIE);
        if (!Ids.same(bearer, secret) && !Ids.same(kept == null ? "" : kept, secret)) {
            throw new Refusal(
                    401,
                    "open the address with ?token=... that the server printed, or send the header"
                            + " \"Authorization: Bearer TOKEN\"");
        }
    }
}
