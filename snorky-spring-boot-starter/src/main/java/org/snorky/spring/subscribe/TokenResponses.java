package org.snorky.spring.subscribe;

import org.jspecify.annotations.Nullable;
import org.snorky.protocol.SnorkyHeaders;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Has the last word on the headers of an answer with a token: never cached, even if the handler allowed it, and no token
 * beside a status of 400 or more.
 */
@ControllerAdvice
final class TokenResponses implements ResponseBodyAdvice<Object> {

    private final SubscriptionIssuer issuer;

    TokenResponses(SubscriptionIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest servletRequest
                && response instanceof ServletServerHttpResponse servletResponse
                && IssuedToken.of(servletRequest.getServletRequest()) != null) {
            if (servletResponse.getServletResponse().getStatus() >= 400) {
                response.getHeaders().remove(SnorkyHeaders.SUBSCRIPTION_TOKEN);
                IssuedToken.withdraw(servletRequest.getServletRequest(), servletResponse.getServletResponse(), issuer);
            } else {
                IssuedToken.forbidStoring(response.getHeaders());
            }
        }
        return body;
    }
}
