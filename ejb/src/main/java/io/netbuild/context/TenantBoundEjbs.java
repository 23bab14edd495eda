package io.netbuild.context;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateful;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;

/** Binds every EJB of the application to the current tenant, so that code written for one tenant needs no annotation and cannot forget it. */
public class TenantBoundEjbs implements Extension {

    void bind(
            @Observes @WithAnnotations({Stateless.class, Stateful.class, Singleton.class, MessageDriven.class})
                    ProcessAnnotatedType<?> ejb) {
        ejb.configureAnnotatedType().add(new Literal());
    }

    private static final class Literal extends AnnotationLiteral<TenantBound> implements TenantBound {
        private static final long serialVersionUID = 1L;
    }
}
