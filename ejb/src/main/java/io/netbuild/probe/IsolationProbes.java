package io.netbuild.probe;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.probe.internal.JdbcReportStore;
import io.netbuild.probe.internal.ProbeLock;
import io.netbuild.probe.internal.ProbeRun;
import io.netbuild.probe.internal.ProbeTenants;
import io.netbuild.probe.internal.ReportJson;
import io.netbuild.security.MasterKey;
import io.netbuild.security.SignedDocument;
import io.netbuild.security.SigningKey;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tests of the isolation that this installation really gives. Each makes six tenants, tries from each to get at the others' things by every way that there is,
 * and removes them again; other tenants are not touched. For operators; to be called outside of a transaction and of any tenant's scope.
 */
@ApplicationScoped
public class IsolationProbes {

    private final Instance<ProbeRun> runs;
    private final ProbeLock lock;
    private final JdbcReportStore store;
    private final SigningKey key;
    private final Optional<URI> baseUrl;

    /** @param baseUrl {@code netbuild.probe.base-url}: where the server reaches itself; default: the address that the request came in on */
    @Inject
    IsolationProbes(
            Instance<ProbeRun> runs,
            ProbeLock lock,
            JdbcReportStore store,
            @ConfigProperty(name = "netbuild.master.key") String masterKey,
            @ConfigProperty(name = "netbuild.probe.base-url") Optional<URI> baseUrl) {
        this.runs = runs;
        this.lock = lock;
        this.store = store;
        this.key = new SigningKey(new MasterKey(masterKey), "isolation-report");
        this.baseUrl = baseUrl;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected IsolationProbes() {
        this.runs = null;
        this.lock = null;
        this.store = null;
        this.key = null;
        this.baseUrl = Optional.empty();
    }

    /** A probe that was made, with its report. */
    public record Probe(UUID id, SignedDocument report) {}

    /**
     * Makes a probe and keeps its report. Takes half a minute to two.
     *
     * @param server where this server answers HTTP, unless the configuration says something else
     * @throws NetBuildException with {@link ErrorCode#CONFLICT} when another probe is running on this or another server
     */
    public Probe run(URI server, String actor) {
        UUID id = UUID.randomUUID();
        try (Connection held = lock.take()) {
            store.started(id, actor);
            return perform(id, baseUrl.orElse(server), actor);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new NetBuildException(ErrorCode.INTERNAL, "The probe could not be made to its end", e);
        }
    }

    private Probe perform(UUID id, URI server, String actor) throws Exception {
        ProbeRun run = runs.get();
        try {
            ProbeReport report = run.perform(id, server, actor);
            SignedDocument signed = key.sign(ReportJson.of(report));
            store.keep(report, signed.jws(), actor);
            return new Probe(id, signed);
        } catch (Exception e) {
            store.failed(id, actor, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            runs.destroy(run);
        }
    }

    /** @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when there is no such report, or no longer */
    public SignedDocument get(UUID id) {
        return store.jws(id)
                .map(SignedDocument::of)
                .orElseThrow(() -> new NetBuildException(ErrorCode.NOT_FOUND, "There is no report '%s'".formatted(id)));
    }

    /**
     * Part of the kept reports, the newest first.
     *
     * @param offset how many to pass over, zero or more
     * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
     */
    public Page<ProbeSummary> page(int offset, int limit) {
        return store.page(offset, limit);
    }

    /** What verifies the signatures of reports, as a JSON Web Key Set; the same on all servers. */
    public String keys() {
        return key.publicKeys();
    }

    /** Whether a probe has made the tenant, which is gone when its report is there. */
    public static boolean isOfAProbe(Tenant tenant) {
        return ProbeTenants.isOfAProbe(tenant);
    }
}
