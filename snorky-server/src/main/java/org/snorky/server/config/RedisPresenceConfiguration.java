package org.snorky.server.config;

import java.time.Clock;
import org.snorky.server.chat.Chat;
import org.snorky.server.cursors.Cursors;
import org.snorky.server.messaging.Messaging;
import org.snorky.server.store.redis.channel.ChannelThreads;
import org.snorky.server.store.redis.channel.RedisRooms;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.presence.Lease;
import org.snorky.server.store.redis.presence.RedisDocuments;
import org.snorky.server.store.redis.presence.RedisNames;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Who is where on all nodes: rooms, documents and names.
 *
 * <p>They are here also where a service is switched off: whoever clears away what a dead node left has to know of all.
 */
@Configuration(proxyBeanMethods = false)
class RedisPresenceConfiguration {

    @Bean
    Lease snorkyLease(RedisLink link) {
        return new Lease(link);
    }

    @Bean
    ChannelThreads snorkyChatThreads() {
        return new ChannelThreads(SnorkyThreads.named("snorky-rooms"));
    }

    @Bean
    RedisRooms snorkyRooms(
            RedisLink link,
            Lease lease,
            SnorkyProperties properties,
            @Qualifier("snorkyChatThreads") ChannelThreads threads,
            SnorkyMeters meters) {
        RedisRooms rooms = new RedisRooms(
                link,
                "chat",
                properties.chat().history().bounds(),
                properties.chat().maxMembersPerChannel(),
                lease::node,
                threads,
                Clock.systemUTC());
        lease.add(rooms);
        meters.registry().gauge("snorky.chat.history.bytes", rooms, RedisRooms::keptBytes);
        return rooms;
    }

    @Bean
    RedisDocuments snorkyDocuments(RedisLink link, Lease lease, SnorkyProperties properties) {
        return new RedisDocuments(link, lease, properties.cursors().maxCursorsPerDocument(), System::nanoTime);
    }

    @Bean
    RedisNames snorkyNames(RedisLink link, Lease lease, SnorkyProperties properties) {
        return new RedisNames(link, lease, properties.messaging().maxNames());
    }

    /** Once the services hear of what happens, and before clients come. */
    @Bean
    Beginning snorkyPresence(
            Lease lease,
            RedisNames names,
            RedisRooms rooms,
            RedisDocuments documents,
            ObjectProvider<Chat> chat,
            ObjectProvider<Cursors> cursors,
            ObjectProvider<Messaging> messaging) {
        return new Beginning(() -> {
            chat.getIfAvailable();
            cursors.getIfAvailable();
            messaging.getIfAvailable();
            names.start();
            lease.start();
        });
    }
}
