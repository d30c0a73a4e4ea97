package org.snorky.benchmarks.measure;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and sockets this process may have open. */
public final class OpenFiles {

    private OpenFiles() {}

    /** The limit, which Java raises as far as the system lets it. */
    public static int limit() {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        return system == null
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, system.getMaxFileDescriptorCount());
    }
}
