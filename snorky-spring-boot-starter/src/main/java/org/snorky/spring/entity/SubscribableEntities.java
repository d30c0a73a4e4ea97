package org.snorky.spring.entity;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.jspecify.annotations.Nullable;
import org.snorky.spring.publish.ChangePublisher;
import org.snorky.spring.publish.RowWriter;
import org.springframework.beans.factory.BeanFactory;
import tools.jackson.databind.json.JsonMapper;

/** The entities of an application whose changes are told: attaches itself to its session factories. */
public final class SubscribableEntities {

    private final EntityChanges changes;
    private final Set<SessionFactoryImplementor> attached = ConcurrentHashMap.newKeySet();

    /** @param mapper the application's own; a copy of it is used, which loads nothing */
    public SubscribableEntities(JsonMapper mapper, BeanFactory beans, ChangePublisher publisher) {
        JsonMapper lazySafe = lazySafe(mapper);
        this.changes = new EntityChanges(new EntityModels(new RowForms(lazySafe, beans)), rows(mapper), publisher);
    }

    /** Writes as the application does, but loads nothing. */
    public static RowWriter rows(JsonMapper mapper) {
        JsonMapper lazySafe = lazySafe(mapper);
        return lazySafe::valueToTree;
    }

    private static JsonMapper lazySafe(JsonMapper mapper) {
        return mapper.rebuild().addModule(new LazySafeModule()).build();
    }

    /**
     * Appends listeners to a session factory's own; one that is not Hibernate's, or has them, is left alone.
     *
     * @throws InvalidSubscribableException if one of its entities is annotated in a way that cannot work
     */
    public void attachTo(EntityManagerFactory factory) {
        SessionFactoryImplementor sessions = hibernate(factory);
        if (sessions == null || !attached.add(sessions)) {
            return;
        }
        sessions.getMappingMetamodel().forEachEntityDescriptor(changes::modelsOf);
        EventListenerRegistry registry = sessions.getEventListenerRegistry();
        EntityListener rows = new EntityListener(changes);
        registry.appendListeners(EventType.POST_INSERT, rows);
        registry.appendListeners(EventType.PRE_UPDATE, rows);
        registry.appendListeners(EventType.POST_UPDATE, rows);
        registry.appendListeners(EventType.PRE_DELETE, rows);
        registry.appendListeners(EventType.POST_DELETE, rows);
        registry.appendListeners(EventType.PRE_UPSERT, rows);
        registry.appendListeners(EventType.POST_UPSERT, rows);
        CollectionListener collections = new CollectionListener(changes);
        registry.appendListeners(EventType.PRE_COLLECTION_RECREATE, collections);
        registry.appendListeners(EventType.PRE_COLLECTION_UPDATE, collections);
        registry.appendListeners(EventType.PRE_COLLECTION_REMOVE, collections);
    }

    private static @Nullable SessionFactoryImplementor hibernate(EntityManagerFactory factory) {
        try {
            return factory.unwrap(SessionFactoryImplementor.class);
        } catch (PersistenceException notHibernate) {
            return null;
        }
    }
}
