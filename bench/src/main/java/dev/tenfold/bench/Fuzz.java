package dev.tenfold.bench;

import dev.tenfold.bench.FuzzSeeds.Kind;
import dev.tenfold.bench.FuzzSeeds.Seed;
import dev.tenfold.bench.FuzzWorker.Outcome;
import dev.tenfold.lab.study.Machine;
import dev.tenfold.reader.internal.model.ModelFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Damages whole files of every kind that Tenfold opens, and opens them in a process of its own:
 * each is to be opened or refused in a sentence, within a ceiling of seconds and of memory. What is
 * not, is a fault; its file is kept, and the exit code is 1. File number N of a seed is always the
 * same, whatever came before it.
 */
final class Fuzz implements AutoCloseable {

    private static final int MAX_REASONS = 12;

    private final Options options;
    private final List<Seed> seeds;
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final List<String> faults = new ArrayList<>();
    private final ExecutorService waiting = Executors.newSingleThreadExecutor();
    private final Path folder;
    private @Nullable Worker worker;

    /**
     * What the command line says.
     *
     * @param seconds of the whole run
     * @param fileSeconds and {@code fileMebibytes}: ceilings for one file
     * @param keep where faulty files are written
     */
    private record Options(
            Path root, int seconds, long seed, int fileSeconds, int fileMebibytes, Path keep) {

        static Options parse(String[] arguments) {
            Path root = Path.of(arguments[0]);
            Map<String, String> values = new TreeMap<>();
            for (int i = 1; i < arguments.length; i += 2) {
                if (!arguments[i].matches("--(seconds|seed|file-seconds|file-mebibytes)")
                        || i + 1 == arguments.length
                        || !arguments[i + 1].matches("\\d{1,9}")) {
                    System.err.println(
                            "fuzz: expected --seconds, --seed, --file-seconds or --file-mebibytes"
                                    + " with a whole number, found "
                                    + arguments[i]);
                    System.exit(2);
                }
                values.put(arguments[i], arguments[i + 1]);
            }
            return new Options(
                    root,
                    Integer.parseInt(values.getOrDefault("--seconds", "60")),
                    Long.parseLong(values.getOrDefault("--seed", "1")),
                    Integer.parseInt(values.getOrDefault("--file-seconds", "30")),
                    Integer.parseInt(values.getOrDefault("--file-mebibytes", "1024")),
                    root.resolve("bench/target/fuzz"));
        }
    }

    /** What was seen of the files of one kind. */
    private static final class Tally {
        private final Map<String, Integer> refusals = new TreeMap<>();
        private int files;
        private int opened;
        private int refused;
        private int faults;
        private long slowestNanos;
        private String slowest = "";
        private long peakBytes;
    }

    private record Answer(Outcome outcome, String reason) {}

    /** The process that opens files. */
    private record Worker(Process process, DataOutputStream files, DataInputStream answers) {

        static Worker start(Path folder) throws IOException {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    // What the launcher gives `tenfold read`.
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:ErrorFile=" + folder.resolve("crash-%p.log"),
                                    "-Djava.awt.headless=true",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    FuzzWorker.class.getName(),
                                    folder.toString())
                            .redirectError(folder.resolve("messages").toFile())
                            .start();
            Worker worker =
                    new Worker(
                            process,
                            new DataOutputStream(process.getOutputStream()),
                            new DataInputStream(process.getInputStream()));
            worker.answers.readBoolean();
            return worker;
        }

        Answer open(Seed file) throws IOException {
            files.writeBoolean(true);
            files.writeUTF(file.kind().name());
            files.writeUTF(file.form());
            files.writeInt(file.bytes().length);
            files.write(file.bytes());
            files.flush();
            Outcome outcome = Outcome.valueOf(answers.readUTF());
            byte[] reason = answers.readNBytes(answers.readInt());
            return new Answer(outcome, new String(reason, StandardCharsets.UTF_8));
        }

        /** Lets the peak of resident memory start anew; where the system cannot, it only grows. */
        void forgetPeak() {
            try {
                Files.writeString(Path.of("/proc/" + process.pid() + "/clear_refs"), "5");
            } catch (IOException e) {
                // Linux alone has it.
            }
        }

        /** The peak of resident memory, in bytes; 0 where the system does not say. */
        long peakBytes() {
            try {
                return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                        .findFirst()
                        .orElse(0);
            } catch (IOException e) {
                return 0;
            }
        }

        void kill() throws IOException {
            try {
                process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answers.close();
        }
    }

    private Fuzz(Options options) throws IOException {
        this.options = options;
        this.seeds = FuzzSeeds.in(options.root());
        this.folder = Files.createTempDirectory("tenfold-fuzz");
        for (Kind kind : Kind.values()) {
            tallies.put(kind, new Tally());
        }
    }

    public static void main(String[] arguments) throws IOException {
        Options options = Options.parse(arguments);
        try (Fuzz fuzz = new Fuzz(options)) {
            long end = System.nanoTime() + Duration.ofSeconds(options.seconds()).toNanos();
            for (long number = 0; System.nanoTime() < end; number++) {
                fuzz.open(number);
            }
            fuzz.print();
            if (!fuzz.faults.isEmpty()) {
                System.exit(1);
            }
        }
    }

    /** The damaged file of a number. Each kind has a quarter of them. */
    private Seed file(long number) {
        SplittableRandom chance = new SplittableRandom(options.seed() * 1_000_003 + number);
        Kind kind = Kind.values()[(int) (number % Kind.values().length)];
        List<Seed> ofKind = seeds.stream().filter(seed -> seed.kind() == kind).toList();
        Seed seed = ofKind.get(chance.nextInt(ofKind.size()));
        byte[] damaged = new Mutation(chance).of(seed.bytes());
        return new Seed(kind, seed.form(), kind == Kind.MODEL ? sealed(damaged, chance) : damaged);
    }

    /** A stranger can seal what they like, so that three in four get past the seal. */
    private static byte[] sealed(byte[] model, SplittableRandom chance) {
        try {
            return chance.nextInt(4) == 0 ? model : ModelFile.seal(model);
        } catch (IllegalArgumentException e) {
            return model; // its mark is damaged
        }
    }

    private void open(long number) throws IOException {
        Seed file = file(number);
        Worker opener = worker == null ? Worker.start(folder) : worker;
        worker = opener;
        opener.forgetPeak();
        long start = System.nanoTime();
        Answer answer = answer(opener, file);
        long nanos = System.nanoTime() - start;
        long peak = opener.peakBytes();
        if (answer.outcome() != Outcome.FAULT && peak >> 20 > options.fileMebibytes()) {
            answer = new Answer(Outcome.FAULT, "took " + (peak >> 20) + " MiB");
        }
        count(file, number, answer, nanos, peak);
        if (answer.outcome() == Outcome.FAULT) {
            keep(file, number, answer);
            opener.kill();
            worker = null;
        }
    }

    private Answer answer(Worker opener, Seed file) {
        Future<Answer> answer = waiting.submit(() -> opener.open(file));
        try {
            return answer.get(options.fileSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            opener.process().destroyForcibly(); // which ends the waiting too
            return new Answer(
                    Outcome.FAULT, "no answer within " + options.fileSeconds() + " seconds");
        } catch (ExecutionException e) {
            return new Answer(Outcome.FAULT, "the process ended (" + e.getCause() + ")");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void count(Seed file, long number, Answer answer, long nanos, long peak) {
        Tally tally = tallies.getOrDefault(file.kind(), new Tally());
        tally.files++;
        switch (answer.outcome()) {
            case OPENED -> tally.opened++;
            case REFUSED -> {
                tally.refused++;
                tally.refusals.merge(reason(answer.reason()), 1, Integer::sum);
            }
            case FAULT -> tally.faults++;
        }
        if (nanos > tally.slowestNanos) {
            tally.slowestNanos = nanos;
            tally.slowest = file.form() + " " + number;
        }
        tally.peakBytes = Math.max(tally.peakBytes, peak);
    }

    private void keep(Seed file, long number, Answer answer) throws IOException {
        Files.createDirectories(options.keep());
        Path kept = options.keep().resolve(options.seed() + "-" + number + "." + file.form());
        Files.write(kept, file.bytes());
        String fault = kept + ": " + answer.reason();
        faults.add(fault);
        System.err.println("fuzz: " + fault);
    }

    /**
     * A message without what differs from file to file: the reason, and neither line nor figure.
     */
    private static String reason(String message) {
        String reason = message.replaceFirst("^(file|/\\S+)(, (line|page) \\d+)?: ", "");
        reason = reason.replaceAll("\"[^\"]*\"|'[^']*'", "…").replaceAll("[^\\x20-\\x7E…]", "?");
        reason = reason.replaceAll("(; |, found ).*", "").replaceAll("\\d[\\d,.]*", "N");
        return reason.length() > 90 ? reason.substring(0, 90) + "…" : reason;
    }

    private void print() throws IOException {
        System.out.printf(
                "%d s with seed %d, ceilings of %d s and %d MiB a file, on %s:%n%n",
                options.seconds(),
                options.seed(),
                options.fileSeconds(),
                options.fileMebibytes(),
                Machine.words());
        System.out.println(
                "| kind | files | opened | refused | faults | slowest, ms | peak, MiB |");
        System.out.println("|---|---|---|---|---|---|---|");
        tallies.forEach(
                (kind, tally) ->
                        System.out.printf(
                                Locale.ROOT,
                                "| %s | %,d | %,d | %,d | %,d | %,d (%s) | %,d |%n",
                                word(kind),
                                tally.files,
                                tally.opened,
                                tally.refused,
                                tally.faults,
                                tally.slowestNanos / 1_000_000,
                                tally.slowest,
                                tally.peakBytes >> 20));
        System.out.println();
        System.out.println("| kind | refused because | files |");
        System.out.println("|---|---|---|");
        tallies.forEach(Fuzz::printRefusals);
        faults.forEach(fault -> System.out.println("\nfault: " + fault));
    }

    private static void printRefusals(Kind kind, Tally tally) {
        List<Map.Entry<String, Integer>> reasons =
                tally.refusals.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .toList();
        int others = 0;
        for (int i = 0; i < reasons.size(); i++) {
            if (i < MAX_REASONS) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %,d |%n",
                        word(kind),
                        reasons.get(i).getKey().replace("|", "\\|"),
                        reasons.get(i).getValue());
            } else {
                others += reasons.get(i).getValue();
            }
        }
        if (others > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d other reasons | %,d |%n",
                    word(kind),
                    reasons.size() - MAX_REASONS,
                    others);
        }
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        if (worker != null) {
            worker.kill();
        }
        waiting.shutdownNow();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
