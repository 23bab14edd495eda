package io.netbuild.persistence;

import io.netbuild.context.TenantContext;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;

/** Tells Hibernate which tenant a session is for: {@code hibernate.tenant_identifier_resolver}. */
public class CurrentTenantIdentifier implements CurrentTenantIdentifierResolver<String> {

    @Override
    public String resolveCurrentTenantIdentifier() {
        return TenantContext.requireTenant().id().value();
    }

    @Override
    public boolean validateExistingCurrentSessions() {
        return true;
    }
}
