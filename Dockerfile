# The server (the default) and the todo demo (--target todo), from the sources in this folder.
#
#     docker build -t snorky-server .
#     docker run -p 5001:5001 -e SNORKY_BACKEND_KEYS=$(openssl rand -hex 24) snorky-server
#
# Jars mounted at /plugins add services and dealers; a file mounted at /app/config/application.yml configures.
# The server's image needs Java 25 or newer to run, for the cache from which it starts.

ARG BUILD_IMAGE=eclipse-temurin:25-jdk
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS sources
WORKDIR /src
COPY . .

FROM sources AS server-build
RUN ./mvnw -q -B -pl snorky-server -am package -DskipTests \
    && java -Djarmode=tools -jar snorky-server/target/snorky-server-*-exec.jar \
        extract --layers --application-filename snorky-server.jar --destination /layers

FROM sources AS todo-build
RUN ./mvnw -q -B -pl demos/todo -am package -DskipTests \
    && java -Djarmode=tools -jar demos/todo/target/snorky-demo-todo-*.jar \
        extract --layers --launcher --destination /layers

FROM ${RUN_IMAGE} AS run
RUN groupadd --system --gid 10001 snorky \
    && useradd --system --uid 10001 --gid snorky --no-create-home --shell /usr/sbin/nologin snorky
WORKDIR /app
# By number, so that Kubernetes can tell that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM

FROM run AS todo
COPY --from=todo-build /layers/dependencies/ ./
COPY --from=todo-build /layers/spring-boot-loader/ ./
COPY --from=todo-build /layers/snapshot-dependencies/ ./
COPY --from=todo-build /layers/application/ ./
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /actuator/health HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200' <&3"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75.0", "-XX:+ExitOnOutOfMemoryError", "org.springframework.boot.loader.launch.JarLauncher"]

# Jars on a plain class path, and no loader of our own: only of such classes the JVM keeps a cache.
FROM run AS server-files
COPY --from=server-build /layers/dependencies/ ./
COPY --from=server-build /layers/snapshot-dependencies/ ./
COPY --from=server-build /layers/application/ ./

# The cache holds what a server had loaded, linked and learnt of its code by the time it ended, for this JVM, these jars and
# this layout of objects; where any is another, the server starts without it. Small heaps have the same pointers as all below 32 GB.
FROM server-files AS server-training
COPY snorky-server/src/image/train /training/train
RUN ["/training/train", "java", "-XX:AOTCacheOutput=/tmp/server.aot", "-XX:+UseCompactObjectHeaders", "-Xmx512m", \
    "-cp", "/app/snorky-server.jar", "org.snorky.server.SnorkyServer"]

FROM server-files AS server
# Belongs to root: whoever takes over the server cannot change what the next one starts from.
COPY --from=server-training --chown=0:0 /tmp/server.aot ./
# A container has its own loopback interface: who runs it decides which of its ports to publish, and 5002 is not for all.
ENV MANAGEMENT_SERVER_ADDRESS=0.0.0.0 \
    MALLOC_ARENA_MAX=2
EXPOSE 5001 5002
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-5002} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200' <&3"]
# The heap leaves a quarter of the memory to sockets, threads and the JVM itself, and gives back what a storm of connections
# leaves behind. Plugins come last, so that the cache fits whichever there are.
ENTRYPOINT ["java", "-XX:AOTCache=/app/server.aot", "-XX:+UseCompactObjectHeaders", "-XX:MaxRAMPercentage=75.0", \
    "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30", "-XX:G1PeriodicGCInterval=60000", \
    "-XX:+ExitOnOutOfMemoryError", "-cp", "/app/snorky-server.jar:/plugins/*", "org.snorky.server.SnorkyServer"]
