package io.netbuild.web.apps;

import jakarta.inject.Inject;
import org.camunda.bpm.webapp.impl.security.filter.CookieConfigurator;
import org.camunda.bpm.webapp.impl.security.filter.CsrfPreventionFilter;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses changes without the token that only the pages themselves can know. Its cookie goes over TLS alone, but in development. */
public class ForgeryProtection extends CsrfPreventionFilter {

    @Inject
    ForgeryProtection(@ConfigProperty(name = "netbuild.development", defaultValue = "false") boolean development) {
        cookieConfigurator = new Cookie(!development);
    }

    private static final class Cookie extends CookieConfigurator {
        Cookie(boolean secure) {
            isSecureCookieEnabled = secure;
        }
    }
}
