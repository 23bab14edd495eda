package io.netbuild.archive.internal;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why an archive is not taken. */
public final class Refusals {

    private static final String UNIQUE = "23505";

    private Refusals() {}

    /** @param what of the manifest it is about */
    static NetBuildException of(String what, Object value, String rule) {
        return InvalidField.of("manifest." + what, value, rule);
    }

    /** @param path of a file in the archive */
    public static NetBuildException of(String path, String rule) {
        return InvalidField.of("archive", path, rule);
    }

    /** What the database says against the rows of an archive. */
    public static NetBuildException of(TenantId tenant, Placement placement, SQLException refusal) {
        String state = String.valueOf(refusal.getSQLState());
        if (state.equals(UNIQUE)) {
            return new NetBuildException(
                    ErrorCode.CONFLICT,
                    "Ids of the archive are taken in schema %s of database %s%s, and nothing was imported"
                            .formatted(placement.schema(), placement.database(), byTable(refusal)));
        }
        if (state.startsWith("22") || state.startsWith("23")) {
            return of("tables", "values that PostgreSQL can read: " + firstLine(refusal));
        }
        return new NetBuildException(
                ErrorCode.TENANT_UNAVAILABLE,
                "The database of tenant '%s' does not take the import".formatted(tenant),
                refusal);
    }

    private static String byTable(SQLException refusal) {
        String table = said(refusal).map(ServerErrorMessage::getTable).orElse("");
        return table.isEmpty() ? "" : " by other rows of table " + table;
    }

    /** Without the severity. */
    private static String firstLine(SQLException refusal) {
        return said(refusal)
                .map(ServerErrorMessage::getMessage)
                .or(() -> Optional.ofNullable(refusal.getMessage()))
                .flatMap(message -> message.lines().findFirst())
                .orElse("");
    }

    private static Optional<ServerErrorMessage> said(SQLException refusal) {
        return refusal instanceof PSQLException postgres
                ? Optional.ofNullable(postgres.getServerErrorMessage())
                : Optional.empty();
    }
}
