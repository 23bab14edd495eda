package io.netbuild.it.stack;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Starts the server before Arquillian looks for it, when tests run in the container, and stops it after the last test in any case. What tests wait for is looked at at once. */
public class StackSession implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        if (InContainer.wanted()) {
            InContainer.pointTo(Stack.server());
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        TwoNodes.stop();
        Stack.stop();
    }
}
