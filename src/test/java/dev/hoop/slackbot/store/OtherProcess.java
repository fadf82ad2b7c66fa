package dev.hoop.slackbot.store;

import static dev.hoop.slackbot.store.SampleRows.MADE;
import static dev.hoop.slackbot.store.SampleRows.OPS;
import static dev.hoop.slackbot.store.SampleRows.auditRow;
import static dev.hoop.slackbot.store.SampleRows.click;
import static dev.hoop.slackbot.store.SampleRows.open;
import static dev.hoop.slackbot.store.SampleRows.owed;

import dev.hoop.slackbot.MutableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A bot in a process of its own, which fills a store and then holds it until it is killed. */
final class OtherProcess implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  static OtherProcess holding(String url) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                url)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    if (!READY.equals(out.readLine())) {
      process.destroyForcibly();
      throw new IOException("the other process did not get ready");
    }
    return new OtherProcess(process);
  }

  /** Kills it at once, as a crash would. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] args) throws IOException {
    // Never closed: the process is killed.
    @SuppressWarnings("resource")
    Store store = Store.open(args[0], new MutableClock());
    for (int i = 0; i < 20; i++) {
      boolean unused = store.clickStore().put(click("k" + i, "r1"));
    }
    store.reviews().record(open("r1", OPS));
    store.messages().enqueue(owed("o"));
    store.clickStore().note(List.of(auditRow("r1", "ann@example.com", MADE)), List.of());
    System.out.println(READY);
    int unused = System.in.read();
  }
}
