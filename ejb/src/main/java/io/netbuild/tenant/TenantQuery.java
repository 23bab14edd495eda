package io.netbuild.tenant;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.kernel.Tier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tenants that match every filter that is set.
 *
 * @param search part of id, name or organisation, the case does not matter
 * @param label {@code name} or {@code name=value}
 * @param offset how many to pass over
 * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
 */
public record TenantQuery(
        @Nullable Tier tier,
        @Nullable Isolation isolation,
        @Nullable TenantStatus status,
        @Nullable String search,
        @Nullable String label,
        Sort sort,
        boolean descending,
        int offset,
        int limit) {

    public TenantQuery {
        Page.requireRange(offset, limit);
    }

    /** What a list can be sorted by; the id breaks ties. */
    public enum Sort {
        ID("id", "t.id"),
        NAME("name", "t.name"),
        TIER("tier", "t.tier"),
        STATUS("status", "t.status"),
        CREATED_AT("createdAt", "t.created_at"),
        UPDATED_AT("updatedAt", "t.updated_at");

        private final String field;
        private final String expression;

        Sort(String field, String expression) {
            this.field = field;
            this.expression = expression;
        }

        public String expression() {
            return expression;
        }

        public static Sort parse(String field) {
            return Arrays.stream(values())
                    .filter(sort -> sort.field.equals(field))
                    .findFirst()
                    .orElseThrow(() -> InvalidField.of(
                            "sort",
                            field,
                            "id, name, tier, status, createdAt or updatedAt, with - before it to turn it round"));
        }
    }
}
