package org.snorky.server.transport.tomcat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;

/** A handshake's request, by which Tomcat gets our handler where it asks for its own. */
final class LendingRequest extends HttpServletRequestWrapper {

    private final SocketLoan loan;

    LendingRequest(HttpServletRequest request, SocketLoan loan) {
        super(request);
        this.loan = loan;
    }

    SocketLoan loan() {
        return loan;
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
        if (type != WsHttpUpgradeHandler.class) {
            return super.upgrade(type);
        }
        LendingUpgradeHandler handler = super.upgrade(LendingUpgradeHandler.class);
        handler.lendTo(loan);
        return type.cast(handler);
    }
}
