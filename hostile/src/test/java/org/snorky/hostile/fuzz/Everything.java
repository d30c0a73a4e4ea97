package org.snorky.hostile.fuzz;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcParam;
import org.snorky.server.rpc.SnorkyService;
import tools.jackson.databind.JsonNode;

/** Commands with parameters of every kind; on its own, since the names of parameters are lost where an agent changes a loaded class. */
@SnorkyService("everything")
class Everything {

    record Task(
            @NotBlank @Size(max = 50) String title,
            boolean done,
            @Nullable Task parent,
            List<@Size(max = 5) String> tags) {}

    @RpcCommand
    void simple(int count, long total, double rate, boolean on, String text) {}

    @RpcCommand
    void large(BigInteger whole, BigDecimal exact, byte[] bytes, float single, short little, char letter) {}

    @RpcCommand
    void times(Instant at, Duration length, LocalDate day, UUID id, TimeUnit unit) {}

    @RpcCommand
    void made(@Valid Task task, Map<String, Integer> counts, List<List<Task>> lists) {}

    @RpcCommand
    int defaulted(
            Client client,
            @RpcParam(defaultValue = "7") int count,
            Optional<String> text,
            @Nullable JsonNode any,
            @RpcParam("in") Object untyped) {
        return count;
    }
}
