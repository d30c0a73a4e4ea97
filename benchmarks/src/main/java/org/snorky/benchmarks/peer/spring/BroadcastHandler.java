package org.snorky.benchmarks.peer.spring;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * What a user of Spring writes first: a message goes to the sessions of its channel in a loop, each of them guarded by Spring's
 * decorator against concurrent writes and slow clients.
 */
final class BroadcastHandler extends TextWebSocketHandler {

    private static final int SEND_TIME_LIMIT_MS = 30_000;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Map<String, WebSocketSession> sessions = new ConcurrentHashMap<>();
    private final Map<String, Set<WebSocketSession>> channels = new ConcurrentHashMap<>();

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        sessions.put(
                session.getId(), new ConcurrentWebSocketSessionDecorator(session, SEND_TIME_LIMIT_MS, BUFFER_BYTES));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
        WebSocketSession guarded = sessions.get(session.getId());
        String[] words = message.getPayload().split(" ", 3);
        if (guarded != null && words.length == 2 && words[0].equals("subscribe")) {
            subscribers(words[1]).add(guarded);
            guarded.sendMessage(new TextMessage("subscribed"));
        } else if (words.length == 3 && words[0].equals("publish")) {
            TextMessage published = new TextMessage(words[2]);
            for (WebSocketSession subscriber : subscribers(words[1])) {
                if (subscriber.isOpen()) {
                    subscriber.sendMessage(published);
                }
            }
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        WebSocketSession guarded = sessions.remove(session.getId());
        if (guarded != null) {
            channels.values().forEach(subscribers -> subscribers.remove(guarded));
        }
    }

    private Set<WebSocketSession> subscribers(String channel) {
        return channels.computeIfAbsent(channel, name -> ConcurrentHashMap.newKeySet());
    }
}
