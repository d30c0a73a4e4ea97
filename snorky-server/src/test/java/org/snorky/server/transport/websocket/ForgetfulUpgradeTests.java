package org.snorky.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** What a connection still knows of its handshake. */
class ForgetfulUpgradeTests {

    private final ServerContainer container = mock();
    private final AtomicReference<WebSocketSession> opened = new AtomicReference<>();

    private HttpServletRequest upgrade() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ws");
        request.addHeader("Cookie", "theme=" + "dark".repeat(500));
        request.addHeader("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.setRemoteAddr("192.0.2.7");
        request.getServletContext().setAttribute("jakarta.websocket.server.ServerContainer", container);
        TextWebSocketHandler handler = new TextWebSocketHandler() {
            @Override
            public void afterConnectionEstablished(WebSocketSession session) {
                opened.set(session);
            }
        };
        new ForgetfulUpgrade()
                .upgrade(
                        new ServletServerHttpRequest(request),
                        new ServletServerHttpResponse(new MockHttpServletResponse()),
                        null,
                        List.of(),
                        null,
                        handler,
                        Map.of("kept", "yes"));
        ArgumentCaptor<Object> seen = ArgumentCaptor.captor();
        ArgumentCaptor<ServerEndpointConfig> config = ArgumentCaptor.captor();
        verify(container).upgradeHttpToWebSocket(seen.capture(), any(), config.capture(), any());
        Endpoint endpoint = config.getValue().getConfigurator().getEndpointInstance(Endpoint.class);
        endpoint.onOpen(mock(Session.class), config.getValue());
        return (HttpServletRequest) seen.getValue();
    }

    @Test
    void theContainerFindsHeadersByNameAndHasNoneToCopy() throws Exception {
        HttpServletRequest seen = upgrade();

        assertThat(seen.getHeader("Sec-WebSocket-Key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(seen.getHeaderNames().hasMoreElements()).isFalse();
    }

    @Test
    void theSessionHasTheAddressAndTheAttributesAndNoHeaders() throws Exception {
        upgrade();

        WebSocketSession session = opened.get();
        assertThat(session.getHandshakeHeaders().isEmpty()).isTrue();
        assertThat(session.getRemoteAddress())
                .extracting(InetSocketAddress::getHostString)
                .isEqualTo("192.0.2.7");
        assertThat(session.getAttributes()).containsEntry("kept", "yes");
    }
}
