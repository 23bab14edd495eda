package io.netbuild.it.container.lib;

import io.netbuild.context.CurrentTenant;
import io.netbuild.placement.PlacementDataSources;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Says for whom the present thread works, asked from a model: {@code ${tenantProbe.whoAmI()}}. */
@Named
@Dependent
public class TenantProbe {

    @Inject
    CurrentTenant tenant;

    @Inject
    PlacementDataSources dataSources;

    /** The tenant of the thread, and role and tenant of its connection. */
    public String whoAmI() throws SQLException {
        try (Connection connection = dataSources.ofCurrentTenant().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select concat_ws('/', current_user, current_setting('app.current_tenant', true))")) {
            row.next();
            return tenant.id() + "/" + row.getString(1);
        }
    }
}
