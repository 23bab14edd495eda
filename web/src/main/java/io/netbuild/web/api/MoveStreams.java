package io.netbuild.web.api;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.move.Moves;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * All who listen to moves on this node: {@code netbuild.move.listeners} at most (default 50). One task looks at the moves for all of them, while there are any. Thread-safe.
 */
@ApplicationScoped
public class MoveStreams {

    private static final long LOOK_MILLIS = 300;
    private static final int RETRY_AFTER_SECONDS = 10;

    private final Moves moves;
    private final int most;
    private final Set<MoveStream> streams = new LinkedHashSet<>();
    private boolean looking;

    @Inject
    ScheduledExecutorService scheduler;

    @Inject
    MoveStreams(Moves moves, @ConfigProperty(name = "netbuild.move.listeners", defaultValue = "50") int most) {
        this.moves = moves;
        this.most = most;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected MoveStreams() {
        this(null, 0);
    }

    /**
     * The stream gets everything from now on, and is closed when the move has ended.
     *
     * @throws NetBuildException with {@link ErrorCode#TOO_MANY_CALLS}, {@link ErrorCode#INVALID_FIELD} when the listener knows an event that there is not, and as {@link Moves#get} does
     */
    void add(MoveStream stream) {
        stream.requireKnown(moves.get(stream.tenant(), stream.move()).events());
        synchronized (this) {
            if (streams.size() >= most) {
                throw new NetBuildException(
                        ErrorCode.TOO_MANY_CALLS,
                        "There are %d listeners to moves on this server already".formatted(streams.size()),
                        Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
            }
            streams.add(stream);
            if (!looking) {
                looking = true;
                scheduler.schedule(this::look, 0, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void look() {
        try {
            Map<UUID, Moves.Details> seen = new HashMap<>();
            for (MoveStream stream : present()) {
                if (!feed(stream, seen)) {
                    synchronized (this) {
                        streams.remove(stream);
                    }
                    stream.close();
                }
            }
        } finally {
            lookAgain();
        }
    }

    private synchronized void lookAgain() {
        looking = !streams.isEmpty();
        if (looking) {
            scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized List<MoveStream> present() {
        return List.copyOf(streams);
    }

    /** A listener whose move cannot be looked at has to come back later. */
    private boolean feed(MoveStream stream, Map<UUID, Moves.Details> seen) {
        try {
            return stream.feed(seen.computeIfAbsent(stream.move(), move -> moves.get(stream.tenant(), move)));
        } catch (RuntimeException e) {
            return false;
        }
    }

    @PreDestroy
    void stop() {
        present().forEach(MoveStream::close);
    }
}
