package org.snorky.server.config;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.snorky.server.actuate.ServiceCounts;
import org.snorky.server.chat.Chat;
import org.snorky.server.chat.ChatPolicy;
import org.snorky.server.chat.ChatService;
import org.snorky.server.chat.LocalRooms;
import org.snorky.server.chat.Rooms;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.rpc.NameLimit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Rooms with presence. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.chat.enabled", matchIfMissing = true)
class ChatConfiguration {

    private static final Duration ABSENCE_TICK = Duration.ofMillis(250);

    @Bean
    @ConditionalOnMissingBean
    Rooms snorkyRooms(SnorkyProperties properties, SnorkyMeters meters) {
        return new LocalRooms(
                properties.chat().maxMembersPerChannel(),
                ServiceHistory.inMemory("chat", properties.chat().history(), meters.registry()),
                Clock.systemUTC());
    }

    @Bean
    Chat snorkyChat(
            SnorkyProperties properties, Rooms rooms, ObjectProvider<HistoryPolicy> policy, SnorkyMeters meters) {
        return new Chat(
                properties.chat().settings(),
                rooms,
                ServiceHistory.policy(properties.chat().history(), policy),
                Ticker.systemTicker(),
                meters.registry());
    }

    @Bean
    ChatService snorkyChatService(Chat chat, ObjectProvider<ChatPolicy> policy, SnorkyProperties properties) {
        return new ChatService(
                chat,
                policy.getIfAvailable(() -> new ChatPolicy() {}),
                new NameLimit(properties.chat().maxChannelLength()));
    }

    @Bean
    Repetition snorkyAbsences(Chat chat, SnorkyThreads threads) {
        return new Repetition("Ending absences", chat::endAbsences, threads.scheduler(), ABSENCE_TICK);
    }

    @Bean
    @Order(5)
    ServiceCounts snorkyChatCounts(Chat chat, Rooms rooms) {
        return new ServiceCounts(
                "chat",
                () -> ServiceHistory.counts(
                        Map.of(
                                "channels", chat.channelCount(),
                                "members", chat.memberCount(),
                                "absent", chat.absentCount()),
                        rooms));
    }
}
