package org.srmap.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The other end of a connection while a request is worked on. */
final class Client {
    private Client() {}

    /**
     * Whether the client closed the connection. The server does not read from a connection while it works on a request,
     * so this looks itself. A client that sends its next request before it has the answer gets {@code Connection: close}
     * and has to send that again, as HTTP/1.1 provides for.
     */
    static BooleanSupplier gone(Context context) {
        Object transport = ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .getTransport();
        if (!(transport instanceof SocketChannel channel)) {
            return () -> false;
        }
        boolean[] pipelined = {false};
        return () -> {
            if (pipelined[0]) {
                return false;
            }
            try {
                int read = channel.read(ByteBuffer.allocate(1));
                if (read > 0) {
                    pipelined[0] = true;
                    context.header("Connection", "close");
                }
                return read < 0;
            } catch (IOException e) {
                return true;
            }
        };
    }
}
