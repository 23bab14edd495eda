package io.netbuild.web.api;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the codes of problem documents mean; each problem's {@code type} leads here. */
@Path("/errors")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "errors")
public class ErrorsResource {

    /** @param status the HTTP status that comes with the code */
    public record ErrorView(String code, int status, String title) {

        static ErrorView of(ErrorCode code) {
            return new ErrorView(code.slug(), code.status(), code.title());
        }
    }

    @GET
    @Operation(summary = "All error codes")
    public List<ErrorView> all() {
        return Arrays.stream(ErrorCode.values()).map(ErrorView::of).toList();
    }

    @GET
    @Path("/{code}")
    @Operation(summary = "One error code")
    public ErrorView one(@PathParam("code") String code) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.slug().equals(code))
                .findFirst()
                .map(ErrorView::of)
                .orElseThrow(() -> new NetBuildException(ErrorCode.NOT_FOUND, "There is no error code of this name"));
    }
}
