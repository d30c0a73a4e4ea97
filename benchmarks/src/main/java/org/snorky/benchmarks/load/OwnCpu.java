package org.snorky.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The CPU time of this process, its compiler and collector included. */
final class OwnCpu {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private OwnCpu() {}

    static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
