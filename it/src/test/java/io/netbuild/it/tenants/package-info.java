/**
 * Tenants for tests, what they own, and what others may try with it. Start with {@link io.netbuild.it.tenants.FourTenants}. Talks to the server over HTTP
 * only.
 */
@NullMarked
package io.netbuild.it.tenants;

import org.jspecify.annotations.NullMarked;
