package org.snorky.server.transport.sockjs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request that tells its client's address without the port.
 *
 * <p>Spring refuses a request for a session that another address began, and counts the port as part of it; yet a browser
 * sends and receives on several connections at once, each from a port of its own.
 */
class AddressedRequest extends HttpServletRequestWrapper {

    AddressedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public int getRemotePort() {
        return 0;
    }
}
