package io.netbuild.context;

import jakarta.interceptor.Interceptor;

/** The priorities of all interceptors, in one place: lower runs earlier, container transactions before all of them. */
public final class Priorities {

    public static final int TENANT_BOUND = Interceptor.Priority.LIBRARY_BEFORE + 100;

    private Priorities() {}
}
