package dev.hoop.slackbot.app;

import dev.hoop.slackbot.app.cli.AuditCommand;
import dev.hoop.slackbot.app.cli.HealthCommand;
import dev.hoop.slackbot.app.cli.Help;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.SettingsReader;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The command line: reads it, and turns what happens into an exit code. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.getenv(), System.out, System.err));
  }

  /** Returns the exit code: 0 after a clean end, 1 for a no, 2 when the set-up is at fault. */
  static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
    String command = args.length == 0 ? "run" : args[0];
    return switch (command) {
      case "run" -> serve(environment, err);
      case "health" -> HealthCommand.ask(environment, out, err);
      case "audit" -> AuditCommand.run(rest(args), environment, Clock.systemUTC(), out, err);
      case "--help" -> print(Help.TEXT, out);
      case "--version" -> print(Help.version(), out);
      default -> {
        err.println("Unknown command " + command + ". " + Help.HINT);
        yield InvalidSetupException.EXIT_CODE;
      }
    };
  }

  private static List<String> rest(String[] args) {
    return List.of(args).subList(1, args.length);
  }

  private static int print(String text, PrintStream out) {
    out.println(text);
    return 0;
  }

  private static int serve(Map<String, String> environment, PrintStream err) {
    try {
      return Daemon.run(SettingsReader.read(environment), Clock.systemUTC());
    } catch (InvalidSetupException e) {
      err.println("The bot cannot run with this set-up:");
      e.faults().forEach(fault -> err.println("  - " + fault));
      err.println(Help.HINT);
      return InvalidSetupException.EXIT_CODE;
    }
  }
}
