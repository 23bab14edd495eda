package io.netbuild.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.BatchWindow;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.DefaultBatchWindowManager;
import org.jspecify.annotations.Nullable;

/** Windows for the clean-up of history that begin at another moment of their first half for each engine, so that not all are woken at once. */
final class SpreadCleanup extends DefaultBatchWindowManager {

    private static final int STEPS = 1000;

    @Override
    public @Nullable BatchWindow getPreviousDayBatchWindow(Date date, ProcessEngineConfigurationImpl configuration) {
        return later(super.getPreviousDayBatchWindow(date, configuration), configuration);
    }

    @Override
    public @Nullable BatchWindow getCurrentOrNextBatchWindow(Date date, ProcessEngineConfigurationImpl configuration) {
        return later(super.getCurrentOrNextBatchWindow(date, configuration), configuration);
    }

    @Override
    public @Nullable BatchWindow getNextBatchWindow(Date date, ProcessEngineConfigurationImpl configuration) {
        return later(super.getNextBatchWindow(date, configuration), configuration);
    }

    private static @Nullable BatchWindow later(
            @Nullable BatchWindow window, ProcessEngineConfigurationImpl configuration) {
        if (window == null) {
            return null;
        }
        int step = Math.floorMod(configuration.getProcessEngineName().hashCode(), STEPS);
        Instant start = window.getStart().toInstant();
        Duration half = Duration.between(start, window.getEnd().toInstant()).dividedBy(2);
        return new BatchWindow(Date.from(start.plus(half.multipliedBy(step).dividedBy(STEPS))), window.getEnd());
    }
}
