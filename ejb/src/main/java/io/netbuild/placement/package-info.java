/**
 * The places that tenants live in: roles, schemas and databases in PostgreSQL and the container datasources in front of them. Start with {@link
 * io.netbuild.placement.PlacementDataSources} (use) and {@link io.netbuild.placement.PlacementSql} (making and removing). Must not depend on
 * engines.
 */
@NullMarked
package io.netbuild.placement;

import org.jspecify.annotations.NullMarked;
