package io.netbuild.bench;

import io.netbuild.bench.density.DensityBench;
import io.netbuild.bench.idle.IdleBench;
import io.netbuild.bench.jms.JmsBench;
import io.netbuild.bench.move.ChangesBench;
import io.netbuild.bench.move.MoveBench;
import io.netbuild.bench.noisy.NoisyBench;
import io.netbuild.bench.provisioning.ProvisioningBench;
import io.netbuild.bench.tenancy.TenancyBench;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./netbuild bench NAME}: each benchmark starts a server of its own and stops it again. */
@Command(
        name = "bench",
        description = "Measures this build.",
        synopsisSubcommandLabel = "NAME",
        mixinStandardHelpOptions = true,
        subcommands = {
            TenancyBench.class,
            ProvisioningBench.class,
            DensityBench.class,
            JmsBench.class,
            NoisyBench.class,
            IdleBench.class,
            MoveBench.class,
            ChangesBench.class
        })
public final class Bench {

    Bench() {}

    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING); // of the libraries
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Bench());
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            if (failure instanceof BenchFailure) {
                System.err.println("netbuild bench: " + failure.getMessage());
            } else {
                failure.printStackTrace();
            }
            return 1;
        });
        return command;
    }
}
