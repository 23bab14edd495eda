package io.netbuild.platform;

import jakarta.enterprise.context.ApplicationScoped;

/** How far the start of this server is. */
@ApplicationScoped
public class PlatformState {

    private volatile boolean ready;

    void ready() {
        ready = true;
    }

    /** Whether all tenants that can be served are served. Stays true from then on. */
    public boolean isReady() {
        return ready;
    }
}
