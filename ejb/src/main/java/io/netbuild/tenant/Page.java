package io.netbuild.tenant;

import java.util.List;

/**
 * Part of a list.
 *
 * @param total how many there are in all
 */
public record Page<T>(List<T> items, long total, int offset, int limit) {

    public Page {
        items = List.copyOf(items);
    }
}
