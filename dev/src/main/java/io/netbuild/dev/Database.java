package io.netbuild.dev;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The PostgreSQL that the server works with. */
sealed interface Database permits Database.Embedded, Database.External {

    /** Makes sure that it runs. */
    void start(Consumer<String> progress);

    void stop();

    Connection connectAsAdministrator() throws SQLException;

    /** The platform's database, without user and password. */
    String url();

    Optional<EmbeddedPostgres> embedded();

    /** The one that this stack starts and stops. */
    final class Embedded implements Database {
        private final EmbeddedPostgresBuilder builder;
        private Optional<EmbeddedPostgres> server = Optional.empty();

        Embedded(Path directory, Path cache, Map<String, String> settings) {
            this.builder = EmbeddedPostgres.at(directory).stopWithJvm(false);
            settings.forEach(builder::setting);
            if (System.getProperty("netbuild.cache") == null) {
                builder.cache(cache);
            }
        }

        @Override
        public synchronized void start(Consumer<String> progress) {
            if (server.isPresent()) {
                server.get().start();
            } else {
                server = Optional.of(builder.progress(progress).start());
            }
        }

        @Override
        public synchronized void stop() {
            server.ifPresent(EmbeddedPostgres::stop);
        }

        @Override
        public Connection connectAsAdministrator() throws SQLException {
            return started().connectAsSuperuser("postgres");
        }

        @Override
        public String url() {
            return started().jdbcUrl(DatabaseBootstrap.DATABASE);
        }

        @Override
        public synchronized Optional<EmbeddedPostgres> embedded() {
            return server;
        }

        private EmbeddedPostgres started() {
            return embedded().orElseThrow(() -> new IllegalStateException("PostgreSQL is not started"));
        }
    }

    /** One that was there before and stays. */
    record External(DatabaseAddress address) implements Database {
        @Override
        public void start(Consumer<String> progress) {
            progress.accept("Using the PostgreSQL at " + address.url());
        }

        @Override
        public void stop() {}

        @Override
        public Connection connectAsAdministrator() throws SQLException {
            return address.connect();
        }

        @Override
        public String url() {
            return address.urlOf(DatabaseBootstrap.DATABASE);
        }

        @Override
        public Optional<EmbeddedPostgres> embedded() {
            return Optional.empty();
        }
    }
}
