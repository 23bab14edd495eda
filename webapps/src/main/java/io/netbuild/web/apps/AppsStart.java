package io.netbuild.web.apps;

import io.netbuild.engine.EngineRouter;
import io.netbuild.web.apps.query.TenantAdmin;
import io.netbuild.web.apps.query.TenantCockpit;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.transaction.TransactionManager;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.tasklist.impl.DefaultTasklistRuntimeDelegate;
import org.camunda.bpm.welcome.Welcome;
import org.camunda.bpm.welcome.impl.DefaultWelcomeRuntimeDelegate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the web applications, before their first request, their ways to tenants' engines, and their session cookie its flags. */
public class AppsStart implements ServletContextListener {

    private final EngineRouter router;
    private final boolean development;

    @Resource(lookup = "java:jboss/TransactionManager")
    TransactionManager transactions;

    @Inject
    AppsStart(
            EngineRouter router,
            @ConfigProperty(name = "netbuild.development", defaultValue = "false") boolean development) {
        this.router = router;
        this.development = development;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Cockpit.setCockpitRuntimeDelegate(new TenantCockpit(router, transactions));
        Admin.setAdminRuntimeDelegate(new TenantAdmin(router, transactions));
        Tasklist.setTasklistRuntimeDelegate(new DefaultTasklistRuntimeDelegate());
        Welcome.setRuntimeDelegate(new DefaultWelcomeRuntimeDelegate());

        SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
        cookie.setName("NETBUILD_APPS");
        cookie.setHttpOnly(true);
        cookie.setSecure(!development);
        cookie.setAttribute("SameSite", "Lax");
    }

    @Override
    @SuppressWarnings("NullAway") // null is how the web applications say that there is none
    public void contextDestroyed(ServletContextEvent event) {
        Cockpit.setCockpitRuntimeDelegate(null);
        Admin.setAdminRuntimeDelegate(null);
        Tasklist.setTasklistRuntimeDelegate(null);
        Welcome.setRuntimeDelegate(null);
    }
}
