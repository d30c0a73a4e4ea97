package org.snorky.server.transport.websocket;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * The container's handshakes, which agree on compression only where that is wanted: browsers always offer it, and it costs
 * each connection its own compressor's memory and each message a multiple of what sending it takes.
 */
public final class Handshakes extends DefaultHandshakeHandler {

    private final boolean compression;

    public Handshakes(boolean compression) {
        super(new ForgetfulUpgrade());
        this.compression = compression;
    }

    /** The request by which Spring and the container take part in a handshake: what it does not offer neither agrees to. */
    public HttpServletRequest request(HttpServletRequest original) {
        return compression ? original : new ExtensionlessRequest(original);
    }
}
