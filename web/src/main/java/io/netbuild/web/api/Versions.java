package io.netbuild.web.api;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.ws.rs.core.EntityTag;

/** Versions of resources as ETags. */
final class Versions {

    private Versions() {}

    static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /** @throws NetBuildException with {@link ErrorCode#VERSION_MISMATCH} when the header is no ETag of ours */
    static long of(String ifMatch) {
        try {
            return Long.parseLong(EntityTag.valueOf(ifMatch).getValue());
        } catch (IllegalArgumentException e) {
            throw new NetBuildException(
                    ErrorCode.VERSION_MISMATCH, "If-Match '%s' is not an ETag of this resource".formatted(ifMatch), e);
        }
    }
}
