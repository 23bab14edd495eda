package io.netbuild.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs from a data directory, as written into its {@code state.json} and shown by {@code status --json}. The names of
 * its fields are relied on by scripts.
 *
 * @param state STARTING, RUNNING, STOPPING; and, never in the file, STOPPED or CRASHED
 * @param pids process ids: supervisor, wildfly, postgresql; of further nodes: wildfly-2, …
 * @param started start times of these processes, ISO 8601
 */
record StackState(
        State state,
        String data,
        Map<String, String> urls,
        Map<String, Long> pids,
        Map<String, String> started,
        Map<String, String> versions) {

    enum State {
        STARTING,
        RUNNING,
        STOPPING,
        /** Nothing runs. */
        STOPPED,
        /** It was not stopped, but the supervisor is gone. */
        CRASHED
    }

    static final String SUPERVISOR = "supervisor";
    static final String WILDFLY = "wildfly";
    static final String POSTGRESQL = "postgresql";

    /** Among the addresses: the broker outside of the server, if there is one. */
    static final String BROKER = "broker";

    /** Among the addresses, before a node's number: that of the node itself, when there are several. */
    static final String NODE = "node-";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The name of a node's WildFly. @param node 1 for the first */
    static String wildfly(int node) {
        return node == 1 ? WILDFLY : WILDFLY + "-" + node;
    }

    /** The names of all WildFlys among the processes. */
    List<String> wildflies() {
        return pids.keySet().stream()
                .filter(name -> name.equals(WILDFLY) || name.startsWith(WILDFLY + "-"))
                .toList();
    }

    /** Where each node answers itself, by its name; empty when there is one only. */
    Map<String, String> nodes() {
        Map<String, String> nodes = new LinkedHashMap<>(urls);
        nodes.keySet().removeIf(name -> !name.startsWith(NODE));
        return nodes;
    }

    static StackState stopped(DataDirectory data) {
        return new StackState(
                State.STOPPED,
                data.path().toString(),
                Map.of(),
                Map.of(),
                Map.of(),
                Versions.ofThisBuild().asMap());
    }

    /** What is the case, whatever the file says: its processes may be gone. */
    static StackState actual(DataDirectory data) throws IOException {
        Optional<StackState> written = read(data.state());
        if (written.isEmpty()) {
            return stopped(data);
        }
        boolean supervised =
                written.get().process(SUPERVISOR).filter(KnownProcess::isAlive).isPresent();
        return supervised ? written.get() : written.get().as(State.CRASHED);
    }

    static Optional<StackState> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), StackState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new StackException(file + " is damaged (" + e.getOriginalMessage() + "): delete it", e);
        }
    }

    void write(Path file) throws IOException {
        Directories.writePrivate(file, json() + "\n");
    }

    String json() throws IOException {
        return JSON.writeValueAsString(this);
    }

    StackState as(State other) {
        return new StackState(other, data, urls, pids, started, versions);
    }

    StackState with(String name, KnownProcess process) {
        Map<String, Long> allPids = new LinkedHashMap<>(pids);
        Map<String, String> allStarted = new LinkedHashMap<>(started);
        allPids.put(name, process.pid());
        allStarted.put(name, process.started().toString());
        return new StackState(state, data, urls, allPids, allStarted, versions);
    }

    StackState without(String name) {
        Map<String, Long> otherPids = new LinkedHashMap<>(pids);
        Map<String, String> otherStarted = new LinkedHashMap<>(started);
        otherPids.remove(name);
        otherStarted.remove(name);
        return new StackState(state, data, urls, otherPids, otherStarted, versions);
    }

    StackState withVersion(String name, String version) {
        Map<String, String> all = new LinkedHashMap<>(versions);
        all.put(name, version);
        return new StackState(state, data, urls, pids, started, all);
    }

    Optional<KnownProcess> process(String name) {
        Long pid = pids.get(name);
        String start = started.get(name);
        return pid == null || start == null
                ? Optional.empty()
                : Optional.of(new KnownProcess(pid, Instant.parse(start)));
    }
}
