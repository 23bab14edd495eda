package io.netbuild.engine.internal;

import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandlerConfiguration;

/**
 * The clean-up of history in an engine of a tenant's own. When there is nothing left to clean up, Camunda looks again ten seconds later, then after twice as long each time, until the window is
 * over: an engine that sleeps would be woken for each of these. Here it is left alone for six hours, which is until the next day with the usual window.
 */
final class RareCleanup extends HistoryCleanupJobHandler {

    private static final Duration PAUSE = Duration.ofHours(6);

    @Override
    public HistoryCleanupJobHandlerConfiguration newConfiguration(String canonicalString) {
        return new Rare(super.newConfiguration(canonicalString));
    }

    private static final class Rare extends HistoryCleanupJobHandlerConfiguration {

        private Rare(HistoryCleanupJobHandlerConfiguration usual) {
            setCountEmptyRuns(usual.getCountEmptyRuns());
            setImmediatelyDue(usual.isImmediatelyDue());
            setMinuteFrom(usual.getMinuteFrom());
            setMinuteTo(usual.getMinuteTo());
        }

        @Override
        public Date getNextRunWithDelay(Date date) {
            return Date.from(date.toInstant().plus(PAUSE));
        }
    }
}
