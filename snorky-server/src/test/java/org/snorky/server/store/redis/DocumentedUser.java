package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snorky.testsupport.redis.RedisServer;

/** The user of Redis that operations.md makes for nodes, with exactly the rights that it gives. */
final class DocumentedUser {

    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
    private static final Pattern COMMAND = Pattern.compile("redis-cli (ACL SETUSER snorky (?:.|\\\\\\n)*)\\n```");
    private static final Pattern IN_A_CLUSTER = Pattern.compile("in a cluster, also `([^`]+)`");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|[^\\s\\\\']+");

    private DocumentedUser() {}

    /** Makes it at a server. */
    static void at(RedisServer redis) {
        assertThat(redis.ask(command())).isEqualTo("OK");
    }

    /** Makes it at a server of a cluster. */
    static void atMember(RedisServer redis) {
        at(redis);
        String[] more = words(found(IN_A_CLUSTER));
        assertThat(redis.ask(Stream.concat(Stream.of("ACL", "SETUSER", "snorky"), Stream.of(more))
                        .toArray(String[]::new)))
                .isEqualTo("OK");
    }

    /** Settings of Spring for it, behind others. */
    static String[] settings(String... others) {
        String password = Stream.of(command())
                .filter(word -> word.startsWith(">"))
                .findFirst()
                .orElseThrow()
                .substring(1);
        return Stream.concat(
                        Stream.of(others),
                        Stream.of("spring.data.redis.username=snorky", "spring.data.redis.password=" + password))
                .toArray(String[]::new);
    }

    private static String[] command() {
        return words(found(COMMAND));
    }

    private static String found(Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.readString(DOCUMENT));
            assertThat(found.find()).as("%s in %s", pattern, DOCUMENT).isTrue();
            return found.group(1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String[] words(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            words.add(word.group(1) == null ? word.group() : word.group(1));
        }
        return words.toArray(String[]::new);
    }
}
