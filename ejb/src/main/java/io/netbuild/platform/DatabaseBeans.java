package io.netbuild.platform;

import io.netbuild.database.Migrations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the database package, which knows no container, has to offer to beans. */
@ApplicationScoped
public class DatabaseBeans {

    @Produces
    @Singleton
    Migrations migrations() {
        return new Migrations();
    }
}
