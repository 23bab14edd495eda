package io.netbuild.context;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.util.Optional;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The scope of the current thread. It is entered once per request, message or job from a verified source and left when that ends; entering a
 * different one in between is an error, entering the same again does nothing. "No scope" never means "all tenants". The tenant's id is in the
 * logging context under {@code tenant} meanwhile.
 *
 * <p>Bound to a thread, not to a transaction: work handed to another thread has to enter its scope there.
 */
public final class TenantContext {

    private static final String MDC_KEY = "tenant";
    private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

    private TenantContext() {}

    /** An entered scope; closing it leaves the scope. To be closed by the thread that entered it. */
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws NetBuildException with {@link ErrorCode#CONFLICT} when the thread already works for somebody else */
    public static Entered enter(BoundTenant tenant) {
        return enter(new Scope.OfTenant(tenant));
    }

    /** @throws NetBuildException with {@link ErrorCode#CONFLICT} when the thread works for a tenant */
    public static Entered enterSystem(String purpose) {
        return enter(new Scope.OfSystem(purpose));
    }

    private static Entered enter(Scope scope) {
        Scope present = CURRENT.get();
        if (present == null) {
            CURRENT.set(scope);
            MDC.put(
                    MDC_KEY,
                    scope instanceof Scope.OfTenant of ? of.tenant().id().value() : "-");
            return TenantContext::leave;
        }
        if (sameOwner(present, scope)) {
            return () -> {};
        }
        throw new NetBuildException(
                ErrorCode.CONFLICT, "This thread already works for %s".formatted(describe(present)));
    }

    private static void leave() {
        CURRENT.remove();
        MDC.remove(MDC_KEY);
    }

    private static boolean sameOwner(Scope one, Scope other) {
        if (one instanceof Scope.OfTenant a && other instanceof Scope.OfTenant b) {
            return a.tenant().id().equals(b.tenant().id());
        }
        return one instanceof Scope.OfSystem && other instanceof Scope.OfSystem;
    }

    /** The scope of this thread, empty outside of any. */
    public static Optional<Scope> scope() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The tenant of this thread, empty in the system scope and outside of any. */
    public static Optional<BoundTenant> tenant() {
        return CURRENT.get() instanceof Scope.OfTenant of ? Optional.of(of.tenant()) : Optional.empty();
    }

    /** @throws NetBuildException with {@link ErrorCode#NO_TENANT} when this thread works for no tenant */
    public static BoundTenant requireTenant() {
        return tenant().orElseThrow(TenantContext::noTenant);
    }

    static NetBuildException noTenant() {
        return new NetBuildException(
                ErrorCode.NO_TENANT, "No tenant is set, and without one nothing can be seen or changed");
    }

    private static String describe(Scope scope) {
        return scope instanceof Scope.OfSystem system ? "the platform (" + system.purpose() + ")" : "another tenant";
    }
}
