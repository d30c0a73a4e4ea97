package org.snorky.benchmarks.start;

import java.util.List;

/** A way to start an application: the row of a table. */
record Variant(Application application, JavaHome java, String form, List<String> command) {

    String name() {
        return application.name() + ", " + java + ", " + form;
    }
}
