package org.srmap.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.cli.options.ModelOptions;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.VerboseOption;
import org.srmap.study.read.StudyRun;
import org.srmap.web.Ids;
import org.srmap.web.Limits;
import org.srmap.web.ServerSettings;
import org.srmap.web.WebServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code srmap serve}: the page and the API. */
@Command(
        name = "serve",
        description = "Opens the visual interface: a page to explain photos on, and the API behind it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "It is reachable from this machine only (127.0.0.1). Photos stay in memory and are sent nowhere.",
            "",
            "Examples:",
            "  srmap serve",
            "  srmap serve --model my.onnx --model demo --port 9000",
            "  srmap serve --study runs/val --model my.onnx  walk through a study",
            "  srmap serve --host 0.0.0.0                   for other machines too; prints the token they need"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "demo, an ONNX file with its card, or a name from the model store; may be repeated, the first"
                    + " is the default [demo]")
    private List<String> names = new ArrayList<>();

    @Option(names = "--study", paramLabel = "RUN", description = "the folder of a study (srmap study) to walk through")
    private @Nullable Path study;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "port; 0: any that is free [${DEFAULT-VALUE}]")
    private int port = 8080;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen at; one that other machines reach needs a token [${DEFAULT-VALUE}]")
    private String host = "127.0.0.1";

    @Option(
            names = "--token",
            paramLabel = "SECRET",
            description =
                    "what every request must send, 16 characters or more [none for this machine, else a random one]")
    private @Nullable String token;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that one explanation computes with [number of cores]")
    private @Nullable Integer threads;

    @Option(
            names = "--max-upload",
            paramLabel = "MB",
            defaultValue = "32",
            description = "largest photo in megabytes [${DEFAULT-VALUE}]")
    private int megabytes = 32;

    @Option(
            names = "--max-pixels",
            paramLabel = "MP",
            defaultValue = "50",
            description = "largest photo in megapixels [${DEFAULT-VALUE}]")
    private int megapixels = 50;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "longest time of a request [${DEFAULT-VALUE}]")
    private int seconds = 60;

    @Mixin
    private VerboseOption verbose = new VerboseOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerSettings settings = settings();
        List<Model> models = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of("demo") : names) {
            models.add(ModelOptions.load(name));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (StudyRun run = study == null ? null : StudyRun.open(study);
                WebServer server = WebServer.start(settings, models, run, this::tell)) {
            out.println("srmap: http://" + shownHost() + ":" + server.port() + "/"
                    + (settings.token() == null ? "" : "?token=" + settings.token()));
            out.println("Stop it with Ctrl-C.");
            out.flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private ServerSettings settings() {
        OptionValue.within("--port", port, 0, 65_535);
        OptionValue.within("--max-upload", megabytes, 1, 1024);
        OptionValue.within("--max-pixels", megapixels, 1, 1000);
        OptionValue.within("--time-limit", seconds, 1, 86_400);
        int wanted = OptionValue.threads(threads);
        Limits limits = Limits.defaults()
                .withUploadBytes((long) megabytes << 20)
                .withPixels(megapixels * 1_000_000L)
                .withTime(Duration.ofSeconds(seconds));
        return new ServerSettings(host, port, secret(), wanted, limits);
    }

    private @Nullable String secret() {
        String given = token;
        if (given != null && !given.matches("[A-Za-z0-9_.~-]{16,200}")) {
            throw new UsageException("--token: 16 to 200 letters, digits, hyphens, dots or underscores are needed");
        }
        return given == null && !isLoopback() ? Ids.random() : given;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UsageException("--host " + host + ": not known; an address of this machine is needed");
        }
    }

    private String shownHost() throws UnknownHostException {
        InetAddress address = InetAddress.getByName(host);
        if (address.isAnyLocalAddress()) {
            return InetAddress.getLocalHost().getHostName();
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private void tell(Throwable e) {
        Failures.print(spec.commandLine().getErr(), "", e, verbose.isGiven());
    }
}
