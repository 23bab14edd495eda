/**
 * Cockpit, Tasklist and Admin for tenants. The web applications know engines by name; here such a name is a tenant's id, whatever the tenant's isolation.
 * Start with {@link io.netbuild.web.apps.AppRequests}, through which every request comes, and {@link io.netbuild.web.apps.TenantEngines}, which finds the
 * engine for a name.
 */
@NullMarked
package io.netbuild.web.apps;

import org.jspecify.annotations.NullMarked;
