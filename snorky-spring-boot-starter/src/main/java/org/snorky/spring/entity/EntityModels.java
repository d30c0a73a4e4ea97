package org.snorky.spring.entity;

import jakarta.persistence.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models of each entity class, found by their annotations when the class is first met. Safe for all threads. */
final class EntityModels {

    private final RowForms forms;
    private final Map<Class<?>, List<EntityModel>> models = new ConcurrentHashMap<>();

    EntityModels(RowForms forms) {
        this.forms = forms;
    }

    /** The models of an entity's class; none if it is not subscribable. */
    List<EntityModel> of(Class<?> entity) {
        List<EntityModel> known = models.get(entity);
        return known != null ? known : models.computeIfAbsent(entity, this::find);
    }

    private List<EntityModel> find(Class<?> entity) {
        List<EntityModel> found = new ArrayList<>();
        Class<?> lowestEntity = entity;
        boolean told = false;
        for (Class<?> type = entity; type != null; type = type.getSuperclass()) {
            boolean isEntity = type.isAnnotationPresent(Entity.class);
            if (isEntity) {
                lowestEntity = type;
                told = false;
            }
            Subscribable annotation = type.getDeclaredAnnotation(Subscribable.class);
            if (annotation != null && (isEntity || !told)) {
                told = true;
                found.add(model(annotation, lowestEntity));
            }
        }
        return List.copyOf(found);
    }

    private EntityModel model(Subscribable annotation, Class<?> entity) {
        String name = annotation.model().isEmpty() ? entity.getSimpleName() : annotation.model();
        return new EntityModel(name, forms.of(annotation, entity), annotation.oldState());
    }
}
