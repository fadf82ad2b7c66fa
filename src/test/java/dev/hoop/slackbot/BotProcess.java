package dev.hoop.slackbot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The jar, run as people run it, and everything it printed. */
public final class BotProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private BotProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "bot-output");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts the jar with an environment of exactly these variables. Tests start it often and never
   * run it long enough to need the second compiler.
   */
  public static BotProcess start(Map<String, String> environment, String... arguments) {
    return start(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), environment, arguments);
  }

  /** The same with these options for its JVM. */
  public static BotProcess start(
      List<String> flags, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-jar");
    command.add(System.getProperty("bot.jar", "target/hoop-slack-bot.jar"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new BotProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // The process was killed while it printed.
    }
    synchronized (lines) {
      lines.notifyAll();
    }
  }

  /** Waits for a line; says all that was printed instead when it does not come. */
  public void prints(String words) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (lines) {
      while (lines.stream().noneMatch(line -> line.contains(words))) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("never printed \"" + words + "\" but:\n" + output());
        }
        try {
          lines.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted", e);
        }
      }
    }
  }

  /** Waits for the end and gives the exit code. */
  public int ends() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still runs, having printed:\n" + output());
      }
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    int code = ends();
    if (code == 0) {
      throw new AssertionError("ended by itself before it could be killed:\n" + output());
    }
  }

  /** No file of it can grow or be written any more, as on a full disk; needs {@code prlimit}. */
  public void fillDisk() {
    limitFiles("1");
  }

  public void freeDisk() {
    limitFiles("unlimited");
  }

  private void limitFiles(String bytes) {
    if (!process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("prlimit", "--pid", "" + pid(), "--fsize=" + bytes + ":unlimited")
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("prlimit (package util-linux) is needed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public boolean alive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
