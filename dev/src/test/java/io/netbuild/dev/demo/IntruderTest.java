package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.dev.demo.HttpStub.Reply;
import io.netbuild.dev.demo.HttpStub.Request;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Red against blue, on platforms that keep them apart well or badly. */
class IntruderTest {

    private static final Reply SOMETHING = new Reply(200, "[{\"id\":\"1\"}]");
    private static final Reply EMPTY = new Reply(200, "[]");
    private static final Reply NOT_FOUND = new Reply(404, "");
    private static final String BLUE = "Bearer blue";

    @Test
    void refusalsAndEmptyListsShouldCountAsDenied() throws IOException {
        List<Attempt> attempts = attempts(
                request -> isOwner(request) ? SOMETHING : request.path().contains("?") ? EMPTY : NOT_FOUND);

        assertThat(attempts).hasSize(13).allMatch(Attempt::denied);
        assertThat(attempts).extracting(Attempt::got).containsOnly("404", "nothing");
    }

    @Test
    void whatIsShownToAnotherShouldCountAsALeak() throws IOException {
        List<Attempt> attempts = attempts(request -> SOMETHING);

        assertThat(attempts).hasSize(13).noneMatch(Attempt::denied);
    }

    @Test
    void aServerErrorShouldNotCountAsDenied() throws IOException {
        List<Attempt> attempts = attempts(request -> isOwner(request) ? SOMETHING : new Reply(500, ""));

        assertThat(attempts).noneMatch(Attempt::denied);
    }

    @Test
    void anAddressWhereTheOwnerSeesNothingShouldProveNothing() {
        assertThatThrownBy(() -> attempts(request -> NOT_FOUND))
                .isInstanceOf(DemoException.class)
                .hasMessageStartingWith("demo-blue cannot see its own process instance by id");
    }

    private static boolean isOwner(Request request) {
        return request.authorization().equals(BLUE);
    }

    private static List<Attempt> attempts(Function<Request, Reply> replies) throws IOException {
        try (HttpStub stub = new HttpStub(replies)) {
            PlatformClient platform = new PlatformClient(stub.url());
            Intruder red = new Intruder(platform.as("Bearer red"), DemoTenant.RED);
            EngineRest blue = new EngineRest(platform.as(BLUE), DemoTenant.BLUE);

            red.intrude(
                    new Neighbour(DemoTenant.BLUE, "default", blue, new Possessions("i", "k", "t", "p:1:x", "d", "w")));
            return red.attempts();
        }
    }
}
