package io.netbuild.kernel;

import java.util.Arrays;
import java.util.Locale;

/** What a tenant has booked. All that depends on it stands in the tier catalogue, a table of the database. */
public enum Tier {
    TRIAL("free"),
    STARTER("standard"),
    GROWTH("professional"),
    ENTERPRISE("enterprise");

    private final String alias;

    Tier(String alias) {
        this.alias = alias;
    }

    /** @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} when it is neither a tier nor an alias of one; the case does not matter */
    public static Tier parse(String value) {
        return Arrays.stream(values())
                .filter(tier -> tier.name().equals(value.toUpperCase(Locale.ROOT))
                        || tier.alias.equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> InvalidField.of(
                        "tier", value, "one of TRIAL (free), STARTER (standard), GROWTH (professional), ENTERPRISE"));
    }

    public String alias() {
        return alias;
    }
}
