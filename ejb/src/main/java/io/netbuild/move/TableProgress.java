package io.netbuild.move;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the copy of one table is.
 *
 * @param total rows when the copy began
 * @param changed how often a row was copied again because it had changed
 * @param lastKey up to which key the rows are copied; null: none
 * @param done whether all are copied
 */
public record TableProgress(
        String table, long total, long copied, long changed, @Nullable List<String> lastKey, boolean done) {}
