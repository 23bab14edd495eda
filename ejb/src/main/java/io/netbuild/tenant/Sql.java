package io.netbuild.tenant;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.sql.SQLException;

/** Work on the control plane's tables; their failures become {@link ErrorCode#TENANT_UNAVAILABLE}, because without them nobody can be served. */
public final class Sql {

    private Sql() {}

    /** What returns something. */
    @FunctionalInterface
    public interface Call<T> {
        T run() throws SQLException;
    }

    /** What returns nothing. */
    @FunctionalInterface
    public interface Run {
        void run() throws SQLException;
    }

    public static <T> T call(Call<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "The registry does not answer", e);
        }
    }

    public static void run(Run work) {
        call(() -> {
            work.run();
            return true;
        });
    }
}
