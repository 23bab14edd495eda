package io.netbuild.wake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one notification on the channel {@value #CHANNEL} says: {@code <sender> <engine>=<milliseconds> …}, with the time until a job of the engine is due. Times
 * are relative, so that clocks need not agree. The sender is a server's own mark, or {@code sql} for a trigger.
 */
record Notice(String sender, Map<String, Duration> due) {

    static final String CHANNEL = "netbuild_jobs";

    /** PostgreSQL's limit is 8,000 bytes; tenants' ids have 40 characters. */
    private static final int MOST_ENGINES = 100;

    Notice {
        due = Map.copyOf(due);
    }

    static Notice parse(String payload) {
        String[] words = payload.split(" ");
        Map<String, Duration> due = new java.util.HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].lastIndexOf('=');
            if (equals > 0 && words[i].substring(equals + 1).matches("-?[0-9]{1,15}")) {
                due.merge(
                        words[i].substring(0, equals),
                        Duration.ofMillis(Long.parseLong(words[i].substring(equals + 1))),
                        (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        return new Notice(words[0], due);
    }

    /** The payloads that say this, as many as it takes. */
    List<String> payloads() {
        List<String> payloads = new ArrayList<>();
        StringBuilder payload = new StringBuilder(sender);
        int engines = 0;
        for (Map.Entry<String, Duration> entry : due.entrySet()) {
            payload.append(' ')
                    .append(entry.getKey())
                    .append('=')
                    .append(entry.getValue().toMillis());
            if (++engines % MOST_ENGINES == 0) {
                payloads.add(payload.toString());
                payload = new StringBuilder(sender);
            }
        }
        if (engines % MOST_ENGINES != 0) {
            payloads.add(payload.toString());
        }
        return payloads;
    }
}
