package org.snorky.spring.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stores of keys and certificates, made by the JDK's keytool for one test. */
final class Certificates {

    static final String PASSWORD = "only-for-this-test";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** A key with a certificate of its own for this machine, in {@code NAME.p12}. */
    Certificates create(String name) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                name + ".p12");
        keytool("-exportcert", "-alias", name, "-file", name + ".crt", "-keystore", name + ".p12");
        return this;
    }

    /** Lets {@code STORE.p12} trust whom a certificate names. */
    Certificates trust(String store, String name) {
        keytool("-importcert", "-noprompt", "-alias", name, "-file", name + ".crt", "-keystore", store + ".p12");
        return this;
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
