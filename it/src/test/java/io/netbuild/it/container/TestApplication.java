package io.netbuild.it.container;

import io.netbuild.it.container.lib.TenantProbe;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as it is shipped, with a module of tests added. */
final class TestApplication {

    private static final String DESCRIPTOR = "META-INF/application.xml";
    private static final String MODULE =
            "<module><web><web-uri>it.war</web-uri><context-root>/it</context-root></web></module>";

    private TestApplication() {}

    static EnterpriseArchive with(Class<?>... tests) {
        JavaArchive beans = ShrinkWrap.create(JavaArchive.class, "it-beans.jar")
                .addPackage(TenantProbe.class.getPackage())
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml");
        WebArchive war = ShrinkWrap.create(WebArchive.class, "it.war")
                .addClasses(tests)
                .addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(org.hamcrest.Matcher.class))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        addByteBuddy(war);
        EnterpriseArchive application = ShrinkWrap.create(ZipImporter.class, "netbuild.ear")
                .importFrom(new File(System.getProperty("netbuild.it.ear")))
                .as(EnterpriseArchive.class);
        String descriptor = read(application).replace("</application>", MODULE + "</application>");
        application.delete(DESCRIPTOR);
        return application
                .add(new StringAsset(descriptor), DESCRIPTOR)
                .addAsLibrary(beans)
                .addAsModule(Testable.archiveToTest(war));
    }

    /** AssertJ needs it. */
    private static void addByteBuddy(WebArchive war) {
        try {
            war.addAsLibrary(jarOf(Class.forName("net.bytebuddy.ByteBuddy")));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(EnterpriseArchive application) {
        try (InputStream descriptor = application.get(DESCRIPTOR).getAsset().openStream()) {
            return new String(descriptor.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
