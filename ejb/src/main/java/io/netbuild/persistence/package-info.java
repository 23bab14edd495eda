/**
 * Persistence units for all tenants: with the two classes of this package in its {@code persistence.xml}, an entity manager works on the current
 * tenant's database and schema. Start with {@link io.netbuild.persistence.TenantConnections}.
 */
@NullMarked
package io.netbuild.persistence;

import org.jspecify.annotations.NullMarked;
