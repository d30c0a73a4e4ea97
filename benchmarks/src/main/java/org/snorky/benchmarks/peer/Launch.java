package org.snorky.benchmarks.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What a server is given for one life.
 *
 * @param folder an empty folder of its own, for its configuration, data and log
 * @param ports gives ports of the loopback interface that are free
 * @param connections how many it will have at the most
 * @param jvmFlags what servers on Java get beside the flags that all of them get
 */
public record Launch(Path folder, IntSupplier ports, int connections, List<String> jvmFlags) {}
