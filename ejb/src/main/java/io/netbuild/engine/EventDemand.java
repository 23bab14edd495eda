package io.netbuild.engine;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether what happens in engines is written to the outbox, to be published: {@code netbuild.events.jms.enabled}, which is {@code true}, {@code false}, or
 * {@code auto} (default): while somebody listens. Written events cost their rows, and without listeners nobody would ever read them. Thread-safe.
 */
@ApplicationScoped
public class EventDemand {

    private static final String AUTO = "auto";

    private final boolean automatic;
    private volatile boolean wanted;

    @Inject
    EventDemand(@ConfigProperty(name = "netbuild.events.jms.enabled", defaultValue = AUTO) String enabled) {
        if (!enabled.matches("auto|true|false")) {
            throw InvalidField.of("netbuild.events.jms.enabled", enabled, "auto, true or false");
        }
        this.automatic = enabled.equals(AUTO);
        this.wanted = enabled.equals("true");
    }

    /** For the CDI proxy. */
    protected EventDemand() {
        this("false");
    }

    public boolean isWanted() {
        return wanted;
    }

    /** Whether {@link #setListeners} makes a difference. */
    public boolean isAutomatic() {
        return automatic;
    }

    /** Says whether anybody listens now; ignored unless it is automatic. */
    public void setListeners(boolean any) {
        if (automatic) {
            wanted = any;
        }
    }
}
