package org.snorky.server.transport.http;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.session.OutboundMessage;

/** {@code POST /backend}: an envelope for a service of the backend registry, answered with what the service says first. */
final class EnvelopeResource implements BackendResource {

    private final Supplier<MessageDispatcher> services;

    EnvelopeResource(Supplier<MessageDispatcher> services) {
        this.services = services;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public boolean isAt(String path) {
        return path.isEmpty() || path.equals("/");
    }

    @Override
    public CompletionStage<HttpAnswer> answer(String path, byte[] body) {
        RequestSession session = new RequestSession();
        boolean isEnvelope = services.get().exchange(session).receive(body);
        return session.answer().thenApply(answer -> answer(isEnvelope ? 200 : 400, answer));
    }

    private static HttpAnswer answer(int status, OutboundMessage message) {
        return HttpAnswer.json(status, message.utf8());
    }
}
