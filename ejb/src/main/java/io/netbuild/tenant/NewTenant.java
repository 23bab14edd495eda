package io.netbuild.tenant;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.PlainText;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The wish for a tenant. Two equal wishes are the same tenant.
 *
 * @param server the server of a {@link Isolation#DATABASE} placement, {@link Placement#MAIN_SERVER} for the others
 */
public record NewTenant(
        TenantId id,
        String name,
        String organisation,
        String emailDomain,
        Tier tier,
        Isolation isolation,
        String server,
        Map<Limit, Long> limits,
        Map<String, String> labels) {

    private static final Pattern DOMAIN =
            Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    public NewTenant {
        if (id.value().equals(Placement.SHARED.engine())) {
            throw InvalidField.of("id", id, "another name, because the shared engine has this one");
        }
        PlainText.require("name", name);
        PlainText.require("organisation", organisation);
        if (emailDomain.length() > 253 || !DOMAIN.matcher(emailDomain).matches()) {
            throw InvalidField.of("emailDomain", emailDomain, "a domain name such as acme.example");
        }
        if (isolation != Isolation.DATABASE && !server.equals(Placement.MAIN_SERVER)) {
            throw InvalidField.of("server", server, "left out unless the isolation is DATABASE");
        }
        limits = TenantFields.limits(limits);
        labels = TenantFields.labels(labels);
    }
}
