package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.snorky.client.SnorkyClient;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.config.SnorkyClientAutoConfiguration;
import org.snorky.spring.config.SnorkyClientProperties;
import org.snorky.spring.connect.ConnectionIdentity;
import org.snorky.spring.connect.ConnectionTokens;
import org.snorky.spring.publish.RowWriter;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Lets annotated endpoints issue tokens, and writing requests learn the position of what they changed.
 *
 * <p>What it adds to Spring MVC reaches the management context as well, as everything of an application does; it acts on
 * annotated handlers alone, of which there are none, and on requests that ask for it.
 */
@AutoConfiguration(after = {SnorkyClientAutoConfiguration.class, WebMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({RequestMappingHandlerMapping.class, HttpServletRequest.class})
@ConditionalOnBooleanProperty(name = "snorky.client.enabled", matchIfMissing = true)
public class SnorkySubscribeAutoConfiguration {

    private static final String CONVERSIONS = "mvcConversionService";

    @Bean
    SubscriptionIssuer snorkySubscriptionIssuer(
            SnorkyBackend server, SnorkyClientProperties properties, ObjectProvider<IssuerListener> listener) {
        return new SubscriptionIssuer(
                server, properties.subscriptions().retryAfter(), System::nanoTime, listener.getIfAvailable(() ->
                        (result, time) -> {}));
    }

    @Bean
    @ConditionalOnMissingBean
    SubscriptionIdentity snorkySubscriptionIdentity(
            SnorkyClientProperties properties, SnorkyBackend server, ObjectProvider<ConnectionTokens> tokens) {
        boolean serverKnowsUsers = !(server instanceof SnorkyClient) || tokens.getIfAvailable() != null;
        boolean ofPrincipal = properties.identity() == null
                ? serverKnowsUsers
                : properties.identity() == SnorkyClientProperties.Identity.PRINCIPAL;
        return ofPrincipal ? SubscriptionIdentity.principal() : SubscriptionIdentity.none();
    }

    @Bean
    @ConditionalOnMissingBean
    ConnectionIdentity snorkyConnectionIdentity(SubscriptionIdentity identity) {
        return request -> {
            JsonNode known = identity.of(request);
            if (known == null || known.isNull()) {
                Principal principal = request.getUserPrincipal();
                return principal == null ? null : principal.getName();
            }
            if (!known.isString()) {
                throw new IllegalStateException("Connection tokens are for identities that are text, and the bean"
                        + " SubscriptionIdentity gives another kind: declare a bean ConnectionIdentity");
            }
            return known.stringValue();
        };
    }

    @Bean
    AnnotatedHandlers snorkyAnnotatedHandlers() {
        return new AnnotatedHandlers();
    }

    @Bean
    MappedInterceptor snorkySubscribeInterceptor(
            ObjectProvider<SubscriptionSource> sources,
            SubscriptionIssuer issuer,
            SubscriptionIdentity identity,
            RowWriter json,
            @Qualifier(CONVERSIONS) ObjectProvider<ConversionService> conversions,
            BeanFactory beans) {
        QueryVariables variables =
                new QueryVariables(conversions.getIfAvailable(DefaultConversionService::getSharedInstance));
        return new MappedInterceptor(
                (String[]) null,
                new SubscribeInterceptor(
                        sources.orderedStream().toList(), issuer, identity, variables, () -> context(beans), json));
    }

    private static EvaluationContext context(BeanFactory beans) {
        StandardEvaluationContext context = new StandardEvaluationContext();
        context.setBeanResolver(new BeanFactoryResolver(beans));
        return context;
    }

    @Bean
    HandlerExceptionResolver snorkyFailedHandlers(SubscriptionIssuer issuer) {
        return new FailedHandlers(issuer);
    }

    @Bean
    TokenResponses snorkyTokenResponses(SubscriptionIssuer issuer) {
        return new TokenResponses(issuer);
    }

    @Bean
    AnsweredPosition snorkyAnsweredPosition(SnorkyClientProperties properties) {
        return new AnsweredPosition(properties.positionTimeout());
    }

    @Bean
    MappedInterceptor snorkyPositionInterceptor(AnsweredPosition answered) {
        return new MappedInterceptor((String[]) null, new PositionInterceptor(answered));
    }

    @Bean
    PositionResponses snorkyPositionResponses(AnsweredPosition answered) {
        return new PositionResponses(answered);
    }

    /** Finds what is wrong when the application starts, not when the first request comes. */
    @Bean
    SmartInitializingSingleton snorkySubscribeCheck(
            ObjectProvider<RequestMappingHandlerMapping> mappings, AnnotatedHandlers handlers) {
        return () ->
                mappings.forEach(mapping -> mapping.getHandlerMethods().values().forEach(handlers::find));
    }
}
