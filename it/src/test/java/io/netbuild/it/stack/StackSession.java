package io.netbuild.it.stack;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Starts the server before Arquillian looks for it, when tests run in the container, and stops it after the last test in any case. */
public class StackSession implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
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
