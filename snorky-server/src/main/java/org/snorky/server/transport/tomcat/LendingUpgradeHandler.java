package org.snorky.server.transport.tomcat;

import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.server.WsHandshakeRequest;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's handler of one WebSocket connection, which lends the socket that Tomcat gives it. Public for Tomcat, which makes it.
 *
 * <p>It lends nothing where frames are transformed (compressed), or where the connector cannot write without waiting.
 */
public final class LendingUpgradeHandler extends WsHttpUpgradeHandler {

    private @Nullable SocketLoan loan;
    private @Nullable OwnFrames ownFrames;

    void lendTo(SocketLoan borrower) {
        loan = borrower;
    }

    @Override
    public void preInit(
            ServerEndpointConfig config,
            WsServerContainer container,
            WsHandshakeRequest handshake,
            List<Extension> extensions,
            @Nullable String subprotocol,
            @Nullable Transformation transformation,
            Map<String, String> pathParameters,
            boolean isSecure) {
        Transformation used = transformation;
        if (used == null && loan != null) {
            ownFrames = new OwnFrames();
            used = ownFrames;
        }
        super.preInit(config, container, handshake, extensions, subprotocol, used, pathParameters, isSecure);
    }

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> socket) {
        super.setSocketWrapper(socket);
        if (loan != null && ownFrames != null && socket.hasAsyncIO()) {
            ownFrames.useFor(loan.fill(socket));
        }
    }
}
