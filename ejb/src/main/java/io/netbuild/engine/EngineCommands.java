package io.netbuild.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Several calls of an engine's services as one. */
public final class EngineCommands {

    private EngineCommands() {}

    /**
     * Runs calls of the engine's services as one command: what they write goes to the database together at the end, in batches, instead of in one
     * round trip for each. Queries in between do not see it yet.
     */
    public static void together(ProcessEngine engine, Runnable calls) {
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(context -> {
                    calls.run();
                    return true;
                });
    }
}
