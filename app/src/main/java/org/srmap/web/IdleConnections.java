package org.srmap.web;

import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/**
 * Closes connections that bring no whole request for a while. Jetty's own idle time starts anew with every byte, so that a
 * client that sends its header a byte at a time would hold its connection for ever.
 */
final class IdleConnections implements AutoCloseable {
    private final Map<EndPoint, Seen> seen = new WeakHashMap<>();
    private final ScheduledExecutorService clock;
    private final Server server;
    private final long most;

    /** How many requests had come when the connection was first seen without one under way. */
    private record Seen(long requests, long since) {}

    IdleConnections(Server server, Duration most) {
        this.server = server;
        this.most = most.toNanos();
        clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "idle-connections");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, most.toMillis() / 4);
        var unused = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        for (Connector connector : server.getConnectors()) {
            for (EndPoint end : connector.getConnectedEndPoints()) {
                Connection connection = end.getConnection();
                if (connection == null || connection.getMessagesIn() != connection.getMessagesOut()) {
                    seen.remove(end); // a request is being answered
                    continue;
                }
                Seen before = seen.get(end);
                if (before == null || before.requests() != connection.getMessagesIn()) {
                    seen.put(end, new Seen(connection.getMessagesIn(), now));
                } else if (now - before.since() > most) {
                    end.close();
                }
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
