package dev.hoop.slackbot.app.cli;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.SettingsReader;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.audit.AuditTrail;
import dev.hoop.slackbot.store.audit.AuditVerification;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Prints the audit log, or checks it, also while a bot has the file open. */
public final class AuditCommand {

  private static final int BROKEN = 1;

  private final AuditOptions options;
  private final PrintStream out;
  private final PrintStream err;

  private AuditCommand(AuditOptions options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /** Returns the exit code: 0, 1 when the log is broken, 2 when it cannot be read as asked. */
  public static int run(
      List<String> arguments,
      Map<String, String> environment,
      Clock clock,
      PrintStream out,
      PrintStream err) {
    try {
      AuditOptions options = AuditOptions.read(arguments, clock.instant());
      try (AuditTrail trail = AuditTrail.open(SettingsReader.database(environment))) {
        return new AuditCommand(options, out, err).run(trail);
      }
    } catch (InvalidSetupException e) {
      e.faults().forEach(err::println);
    } catch (StoreFailedException e) {
      err.println(e.getMessage());
    }
    return InvalidSetupException.EXIT_CODE;
  }

  private int run(AuditTrail trail) {
    int code = options.verify() ? verify(trail) : print(trail);
    if (out.checkError()) {
      err.println("The output could not be written to its end.");
      return InvalidSetupException.EXIT_CODE;
    }
    return code;
  }

  private int verify(AuditTrail trail) {
    AuditVerification found = trail.verify();
    out.println(options.json() ? AuditJson.verification(found) : AuditText.verification(found));
    return found.match(intact -> 0, broken -> BROKEN);
  }

  private int print(AuditTrail trail) {
    AtomicLong rows = new AtomicLong();
    trail.read(
        options.filter(),
        line -> {
          rows.incrementAndGet();
          out.println(options.json() ? AuditJson.line(line) : AuditText.line(line));
        });
    if (rows.get() == 0) {
      String words =
          options.narrowed() ? "No audit row matches." : "The audit log has no rows yet.";
      (options.json() ? err : out).println(words);
    }
    return 0;
  }
}
