package org.snorky.spring.subscribe;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.repository.support.Repositories;
import org.springframework.data.rest.core.mapping.ResourceMappings;
import org.springframework.data.rest.core.mapping.ResourceMetadata;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Spring Data REST's resources, whose annotations stand on repositories: on the interface for its collection, on a query
 * method for that search.
 */
final class ExportedRepositories implements SubscriptionSource {

    private static final String CONTROLLERS = "org.springframework.data.rest.webmvc.Repository";
    private static final String COLLECTION = "getCollectionResource";
    private static final String SEARCH = "executeSearch";

    private final Supplier<Repositories> repositories;
    private final Supplier<ResourceMappings> mappings;
    private final Map<AnnotatedElement, SubscriptionQuery> queries = new ConcurrentHashMap<>();

    ExportedRepositories(Supplier<Repositories> repositories, Supplier<ResourceMappings> mappings) {
        this.repositories = repositories;
        this.mappings = mappings;
    }

    @Override
    public @Nullable SubscriptionQuery find(HandlerMethod handler, HttpServletRequest request) {
        if (!handler.getBeanType().getName().startsWith(CONTROLLERS)) {
            return null;
        }
        AnnotatedElement place = place(handler.getMethod().getName(), variables(request));
        SubscriptionQuery query = place == null ? null : queries.computeIfAbsent(place, ExportedRepositories::read);
        return query == null || query.isEmpty() ? null : query;
    }

    private @Nullable AnnotatedElement place(String handler, Map<?, ?> variables) {
        ResourceMetadata resource = resource(String.valueOf(variables.get("repository")));
        if (resource == null) {
            return null;
        }
        if (handler.startsWith(COLLECTION)) {
            return repositories
                    .get()
                    .getRequiredRepositoryInformation(resource.getDomainType())
                    .getRepositoryInterface();
        }
        return handler.startsWith(SEARCH)
                ? resource.getSearchResourceMappings().getMappedMethod(String.valueOf(variables.get("search")))
                : null;
    }

    private @Nullable ResourceMetadata resource(String path) {
        return mappings.get().stream()
                .filter(resource -> resource.isExported() && resource.getPath().matches(path))
                .findFirst()
                .orElse(null);
    }

    private static Map<?, ?> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? variables
                : Map.of();
    }

    private static SubscriptionQuery read(AnnotatedElement place) {
        return SubscriptionQuery.of(
                AnnotatedElementUtils.findMergedRepeatableAnnotations(place, Subscribe.class, Subscribe.List.class),
                place.toString(),
                place instanceof Method method ? parameters(method) : List.of());
    }

    private static List<MethodParameter> parameters(Method method) {
        DefaultParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
        return IntStream.range(0, method.getParameterCount())
                .mapToObj(index -> {
                    MethodParameter parameter = new MethodParameter(method, index);
                    parameter.initParameterNameDiscovery(names);
                    return parameter;
                })
                .toList();
    }

    /** Reads the annotations of all repositories. */
    void check() {
        Repositories all = repositories.get();
        for (Class<?> domainType : all) {
            Class<?> repository =
                    all.getRequiredRepositoryInformation(domainType).getRepositoryInterface();
            var ignored = queries.computeIfAbsent(repository, ExportedRepositories::read);
            Arrays.stream(repository.getMethods())
                    .forEach(method -> queries.computeIfAbsent(method, ExportedRepositories::read));
        }
    }
}
