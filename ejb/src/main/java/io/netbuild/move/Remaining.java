package io.netbuild.move;

import io.netbuild.rows.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to be copied of a table.
 *
 * @param after the key that copying has come to, null at the beginning
 */
record Remaining(Table table, @Nullable List<String> after) {}
