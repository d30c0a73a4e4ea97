package org.snorky.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JDK: where it is and which feature release it has. */
record JavaHome(Path folder, int feature) {

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");
    private static final int FIRST_WITH_PROFILES = 25;

    static JavaHome of(Path folder) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(folder.resolve("release")));
        if (!version.find()) {
            throw new IOException("no JDK: " + folder);
        }
        return new JavaHome(folder, Integer.parseInt(version.group(1)));
    }

    String java() {
        return binary("java");
    }

    String jcmd() {
        return binary("jcmd");
    }

    /** The AOT cache of JEP 514, which holds profiles too; before it there are CDS archives. */
    boolean hasAotCache() {
        return feature >= FIRST_WITH_PROFILES;
    }

    private String binary(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
