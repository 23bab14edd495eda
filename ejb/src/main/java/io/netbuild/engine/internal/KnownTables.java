package io.netbuild.engine.internal;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.SchemaOperationsCommand;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.PropertyEntity;

/**
 * What an engine has to know of its tables before it starts: that they are of its version. The engine's own check looks each part of them up by name in the
 * catalogue, which takes the longer the more schemas a database has. They are the platform's migrations' to make.
 */
final class KnownTables implements SchemaOperationsCommand {

    private static final String VERSION = "schema.version";

    @Override
    public Void execute(CommandContext context) {
        PropertyEntity version = context.getPropertyManager().findPropertyById(VERSION);
        if (version == null || !ProcessEngine.VERSION.equals(version.getValue())) {
            throw new IllegalStateException("The engine's tables are of version %s, not of %s"
                    .formatted(version == null ? "none" : version.getValue(), ProcessEngine.VERSION));
        }
        return null;
    }
}
