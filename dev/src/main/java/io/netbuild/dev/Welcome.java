package io.netbuild.dev;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a user is told when the platform is ready.
 *
 * @param detached whether it runs in the background, where Ctrl-C does not reach it
 */
record Welcome(URI url, DataDirectory data, boolean detached) {

    Welcome(URI url, DataDirectory data) {
        this(url, data, false);
    }

    String text() {
        String option = data.equals(new DataDirectory(Path.of(".netbuild"))) ? "" : " --data " + data.path();
        return """

                Platform      %1$s/api      (described at %1$s/api/openapi)
                Camunda REST  %1$s/engine-rest, %1$s/t/{tenant}/engine-rest
                Tenants       %1$s/tenants
                Cockpit …     %1$s/camunda/
                Health        %1$s/health/ready
                Metrics       %1$s/metrics

                In a browser: %1$s/login as the user operator; ./netbuild password%2$s prints the password
                A token:      ./netbuild token --role operator%2$s

                To try:
                  TOKEN=$(./netbuild token --role operator%2$s)
                  curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' %1$s/api/tenants -d '{"id":"acme","name":"Acme","organisation":"Acme Inc","emailDomain":"acme.example","tier":"STARTER"}'
                  curl -s -H "Authorization: Bearer $TOKEN" %1$s/api/tenants
                  curl -s -H "Authorization: Bearer $TOKEN" %1$s/t/acme/engine-rest/process-definition/count

                %3$s./netbuild stop%2$s ends it; ./netbuild demo%2$s shows four tenants at work.
                """
                .formatted(url, option, detached ? "" : "Ctrl-C or ");
    }
}
