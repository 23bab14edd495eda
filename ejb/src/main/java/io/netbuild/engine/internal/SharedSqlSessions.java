package io.netbuild.engine.internal;

import io.netbuild.context.ForwardingDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.ibatis.builder.xml.XMLConfigBuilder;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The mapped statements, parsed once for all engines: they are most of an engine's memory. The engine's own sharing keeps the first engine's
 * datasource in them, so that a second engine would write into the first one's database; here the datasource is looked up at each use, in the
 * engine whose command runs, and outside of any command there is none. Schemas are chosen by the connection, so that the table prefix is empty
 * and every statement static.
 */
final class SharedSqlSessions {

    private static @Nullable SqlSessionFactory factory;

    private SharedSqlSessions() {}

    /** @param mappings opens the engine's MyBatis configuration */
    static synchronized SqlSessionFactory get(Supplier<InputStream> mappings) {
        SqlSessionFactory present = factory;
        if (present == null) {
            present = new DefaultSqlSessionFactory(parse(mappings));
            factory = present;
        }
        if (!(present.getConfiguration().getEnvironment().getDataSource() instanceof CommandDataSource)) {
            throw new IllegalStateException("The shared statements are tied to one engine's datasource");
        }
        return present;
    }

    private static Configuration parse(Supplier<InputStream> mappings) {
        Properties properties = new Properties();
        properties.put("prefix", "");
        ProcessEngineConfigurationImpl.initSqlSessionFactoryProperties(properties, "", DbSqlSessionFactory.POSTGRES);
        try (Reader reader = new InputStreamReader(mappings.get(), StandardCharsets.UTF_8)) {
            XMLConfigBuilder parser = new XMLConfigBuilder(reader, "", properties);
            parser.getConfiguration()
                    .setEnvironment(
                            new Environment("netbuild", new ManagedTransactionFactory(), new CommandDataSource()));
            Configuration configuration = parser.parse();
            configuration.setDefaultExecutorType(ExecutorType.BATCH);
            RemovalTimes.addStatement(configuration);
            configuration.addInterceptor(new JobHints());
            CachedProperties.install();
            return configuration;
        } catch (IOException e) {
            throw new IllegalStateException("The engine's mappings cannot be read", e);
        }
    }

    /** The datasource of the engine whose command runs on this thread. */
    private static final class CommandDataSource extends ForwardingDataSource {

        @Override
        protected DataSource target() throws SQLException {
            ProcessEngineConfigurationImpl engine = Context.getProcessEngineConfiguration();
            if (engine == null) {
                throw new SQLException("Statements run inside an engine's command only", "08003");
            }
            return engine.getDataSource();
        }
    }
}
