package org.snorky.server.transport.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.snorky.server.transport.socket.FrameClient;
import org.snorky.server.transport.socket.FrameWriter;
import org.snorky.server.transport.socket.FrameWriterContract.Connection;
import org.snorky.server.transport.socket.Shards;
import org.snorky.server.transport.websocket.DirectSockets;
import org.snorky.server.transport.websocket.Handshakes;
import org.snorky.server.transport.websocket.WebSocketEndpoint;
import org.snorky.server.transport.websocket.WebSocketWays;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** A Tomcat with few threads, whose connections are written to by a test. */
final class SmallTomcat implements AutoCloseable {

    static final int THREADS = 4;

    private static final String WRITER = FrameWriter.class.getName();

    private final Tomcat tomcat = new Tomcat();
    private final BlockingQueue<FrameWriter> writers = new LinkedBlockingQueue<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final SocketFactory sockets;
    private final Connector connector;

    /**
     * @param connector not started yet
     * @param lends whether sockets are lent
     * @param sockets make the client's end
     */
    SmallTomcat(Path folder, Connector connector, boolean lends, SocketFactory sockets) throws LifecycleException {
        this.sockets = sockets;
        this.connector = connector;
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", "" + THREADS);
        connector.setProperty("minSpareThreads", "1");
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(new WsSci(), null);
        DirectSockets direct = lends ? new TomcatSockets(2, Duration.ofSeconds(1), scheduler) : DirectSockets.NONE;
        WebSocketWays ways = new WebSocketWays(1000, Duration.ofSeconds(3), direct, new Shards(2, pool), pool);
        Tomcat.addServlet(context, "ws", new Handshaking(endpoint(ways, direct)));
        context.addServletMappingDecoded("/ws", "ws");
        Tomcat.addServlet(context, "hello", new Hello());
        context.addServletMappingDecoded("/hello", "hello");
        tomcat.start();
    }

    private WebSocketEndpoint endpoint(WebSocketWays ways, DirectSockets direct) {
        AbstractWebSocketHandler handler = new AbstractWebSocketHandler() {

            @Override
            public void afterConnectionEstablished(WebSocketSession session) {
                FrameWriter writer = ways.apply(session).writer();
                session.getAttributes().put(WRITER, writer);
                writers.add(writer);
            }

            @Override
            public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
                ((FrameWriter) session.getAttributes().get(WRITER)).disconnected();
            }

            @Override
            public boolean supportsPartialMessages() {
                return true;
            }
        };
        return new WebSocketEndpoint(handler, new Handshakes(false), direct, List.of());
    }

    /** As Spring's dispatcher would call the endpoint. */
    private static final class Handshaking extends HttpServlet {

        private final transient WebSocketEndpoint endpoint;

        Handshaking(WebSocketEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void init() {
            endpoint.setServletContext(getServletContext());
            endpoint.start();
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                endpoint.handleRequest(request, response);
            } catch (ServletException failure) {
                throw new IOException(failure);
            }
        }
    }

    private static final class Hello extends HttpServlet {

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("hello");
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    Connection connect() throws IOException {
        FrameClient client = new FrameClient(sockets, port(), "/ws");
        try {
            FrameWriter writer = writers.poll(60, TimeUnit.SECONDS);
            if (writer == null) {
                throw new IOException("The connection did not open");
            }
            return new Connection(client, writer);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        pool.shutdownNow();
        scheduler.shutdownNow();
    }
}
