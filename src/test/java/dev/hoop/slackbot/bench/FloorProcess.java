package dev.hoop.slackbot.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One floor in a JVM of its own, with the flags of the bot's. */
final class FloorProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final OutputStream input;
  private final long began;

  private FloorProcess(Process process, long began) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.input = process.getOutputStream();
    this.began = began;
  }

  /** Returns before it is ready. */
  static FloorProcess start(Options options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options.flags());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    long began = System.nanoTime();
    try {
      return new FloorProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start(),
          began);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double millisSinceStart() {
    return (System.nanoTime() - began) / 1e6;
  }

  double residentMegabytes() {
    return BenchmarkEnvironment.residentMegabytes(process.pid());
  }

  void writes(String line) {
    try {
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void reads(String wanted) {
    try {
      String line = output.readLine();
      while (line != null && !line.equals(wanted)) {
        line = output.readLine();
      }
      if (line == null) {
        throw new AssertionError("a floor ended before it said " + wanted);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    var unused = process.destroyForcibly().onExit().join();
  }
}
