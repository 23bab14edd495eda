package io.netbuild.dev;

import io.netbuild.dev.demo.Demo;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command line {@code ./netbuild}. */
@Command(
        name = "netbuild",
        description = "Runs NetBuild with an embedded PostgreSQL and WildFly on this machine.",
        mixinStandardHelpOptions = true,
        versionProvider = NetBuild.Version.class,
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            StopCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            PasswordCommand.class,
            SendCommand.class,
            ProbeCommand.class,
            MoveCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            Demo.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%n",
        footer = "'netbuild bench' runs the benchmarks: see 'netbuild bench --help'.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:something failed, (status) nothing runs, (probe) something leaked, or (move) the tenant stays where it was",
            "2:a wrong option, or something in the way: a port that is taken, a data directory of another version or in use",
            "3:no JDK 17 or newer, or no Maven, was found",
            "130, 143:stopped by Ctrl-C, by SIGTERM"
        })
public final class NetBuild {
    private NetBuild() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new NetBuild());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler(NetBuild::wrongParameter);
        line.setExecutionExceptionHandler(NetBuild::failed);
        return line;
    }

    private static int wrongParameter(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("netbuild: " + wrong.getMessage() + " (see '"
                + command.getCommandSpec().qualifiedName() + " --help')");
        return ExitCode.REFUSED;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof StackException)) {
            throw failure;
        }
        command.getErr().println("netbuild: " + failure.getMessage());
        return failure instanceof StartRefusedException ? ExitCode.REFUSED : ExitCode.FAILED;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"netbuild " + Versions.ofThisBuild().netbuild()};
        }
    }
}
