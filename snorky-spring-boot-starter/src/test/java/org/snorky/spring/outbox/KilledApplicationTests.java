package org.snorky.spring.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.snorky.testsupport.postgres.PostgresServer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Applications that are killed with SIGKILL, at moments by chance, while they change rows and relay: no committed change is
 * lost, none is told twice, each row's are told in order. The property {@code snorky.stress.kills} makes it long.
 */
class KilledApplicationTests {

    private static final int ROWS = 4;
    private static final int KILLS = Integer.getInteger("snorky.stress.kills", 2);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final long SEED = Long.getLong("snorky.seed", 20260203);

    private final List<Process> running = new ArrayList<>();

    @AfterEach
    void killAll() {
        running.forEach(Process::destroyForcibly);
    }

    @Test
    void loseNothing() throws Exception {
        PostgresDatabase database = PostgresServer.newDatabase();
        JdbcTemplate jdbc =
                new JdbcTemplate(new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
        createRows(database);
        Random random = new Random(SEED);
        try (WireServer server = new WireServer(SEED)) {
            server.chains().begin(rows(jdbc));
            start(database, server, 4);
            start(database, server, 4);
            for (int kill = 0; kill < KILLS; kill++) {
                int enough = server.chains().updates() + 50 + random.nextInt(300);
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> server.chains().updates() >= enough);
                Process victim = running.remove(random.nextInt(running.size()));
                victim.destroyForcibly().waitFor();
                start(database, server, 4);
            }
            for (Process process : running) {
                process.destroyForcibly().waitFor();
            }
            int left = jdbc.queryForObject("SELECT COUNT(*) FROM snorky_outbox", Integer.class);
            start(database, server, 0);
            await().atMost(LONGEST)
                    .until(() -> jdbc.queryForObject("SELECT COUNT(*) FROM snorky_outbox", Integer.class) == 0);

            System.out.printf(
                    "seed %d: %d kills, %d updates, %d inversions, %d batches repeated, %d left at the last kill%n",
                    SEED, KILLS + 2, server.chains().updates(), server.chains().inversions(), server.repeated(), left);
            assertThat(server.chains().inversions()).isZero();
            assertThat(server.chains().last()).isEqualTo(rows(jdbc));
        }
    }

    private static void createRows(PostgresDatabase database) {
        RecordingServer nobody = new RecordingServer();
        try (var application = OutboxTestApplication.run(nobody, OutboxTestApplication.on(database))) {
            JdbcTemplate jdbc = new JdbcTemplate(application.getBean(DataSource.class));
            for (int i = 0; i < ROWS; i++) {
                jdbc.update("INSERT INTO task (title, completed) VALUES ('0', FALSE)");
            }
        }
    }

    private static Map<Long, String> rows(JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT id, title FROM task").stream()
                .collect(Collectors.toMap(row -> (Long) row.get("id"), row -> (String) row.get("title")));
    }

    private void start(PostgresDatabase database, WireServer server, int threads) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        running.add(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        RestlessApplication.class.getName(),
                        database.jdbcUrl(),
                        database.user(),
                        database.password(),
                        server.url(),
                        String.valueOf(threads))
                .redirectErrorStream(true)
                .redirectOutput(new File("target", "restless-" + running.size() + ".log"))
                .start());
    }
}
