/**
 * The rows of one tenant in the schema of an engine: which tables there are, by what the database says, and how such rows are copied, compared, written to a stream and read
 * from it, and deleted. Start with {@link io.netbuild.rows.Side} and {@link io.netbuild.rows.Catalogue}. Knows nothing of tenants but their ids, and of no placement.
 */
@NullMarked
package io.netbuild.rows;

import org.jspecify.annotations.NullMarked;
