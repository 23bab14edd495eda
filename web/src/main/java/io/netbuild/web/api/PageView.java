package io.netbuild.web.api;

import io.netbuild.tenant.Page;
import java.util.List;
import java.util.function.Function;

/**
 * Part of a list as the API shows it.
 *
 * @param total how many there are in all
 */
public record PageView<T>(List<T> items, long total, int offset, int limit) {

    static <S, T> PageView<T> of(Page<S> page, Function<S, T> view) {
        return new PageView<>(page.items().stream().map(view).toList(), page.total(), page.offset(), page.limit());
    }
}
