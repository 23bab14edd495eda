package io.netbuild.web.signin;

import io.smallrye.jwt.auth.cdi.JWTCallerPrincipalFactoryProducer;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.config.JWTAuthContextInfoProvider;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Lets the server's verifier of tokens be injected, without its own way of authenticating requests. */
public class TokenVerification implements Extension {

    void add(@Observes BeforeBeanDiscovery discovery) {
        discovery.addAnnotatedType(DefaultJWTParser.class, DefaultJWTParser.class.getName());
        discovery.addAnnotatedType(JWTAuthContextInfoProvider.class, JWTAuthContextInfoProvider.class.getName());
        discovery.addAnnotatedType(
                JWTCallerPrincipalFactoryProducer.class, JWTCallerPrincipalFactoryProducer.class.getName());
    }
}
