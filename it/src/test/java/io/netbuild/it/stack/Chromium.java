package io.netbuild.it.stack;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser, without a window: the one that is installed, or that the environment variable {@code NETBUILD_BROWSER} names. Where there is none, tests are
 * passed over, but never where {@code CI} is set: there they fail.
 */
public final class Chromium implements AutoCloseable {

    /** How long to wait for a page. */
    public static final double PATIENCE_MILLIS = 60_000;

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    public static Chromium start() {
        Path executable = find().orElseThrow(Chromium::missing);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable)
                                // root has no sandbox, and containers little shared memory
                                .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"))));
    }

    private static Optional<Path> find() {
        String named = System.getenv("NETBUILD_BROWSER");
        Stream<String> names = Stream.concat(Stream.ofNullable(named), NAMES.stream());
        return names.flatMap(Chromium::places)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> places(String name) {
        return name.contains("/")
                ? Stream.of(Path.of(name))
                : Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                .split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name));
    }

    private static IllegalStateException missing() {
        String message = "No browser was found: install Chromium, or let NETBUILD_BROWSER name the executable of one";
        Assumptions.assumeTrue(System.getenv("CI") != null, message);
        return new IllegalStateException(message);
    }

    /** The window of somebody who has been here never before. */
    public Page newVisitor() {
        BrowserContext visitor = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(Stack.server().httpUrl().toString())
                .setViewportSize(1400, 900));
        visitor.setDefaultTimeout(PATIENCE_MILLIS);
        return visitor.newPage();
    }

    /** Keeps a picture of what is to be seen, in {@code target/screenshots}. */
    public static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Stack.directory("netbuild.it.directory").resolve("screenshots/" + name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
