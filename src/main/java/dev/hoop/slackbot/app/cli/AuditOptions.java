package dev.hoop.slackbot.app.cli;

import dev.hoop.slackbot.app.settings.Durations;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.store.audit.AuditTrail;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code audit} is asked for. */
record AuditOptions(AuditTrail.Filter filter, boolean narrowed, boolean json, boolean verify) {

  private static final Map<String, String> SAMPLES =
      Map.of(
          "--since", "7d, PT12H, 2026-03-01 or 2026-03-01T09:00:00Z",
          "--review", "a review's id, as the link on its card has it",
          "--user", "the Hoop user's e-mail, such as ann@example.com");
  private static final Set<String> SWITCHES = Set.of("--json", "--verify");

  /** Reads the options, or says everything that is wrong with them. */
  static AuditOptions read(List<String> arguments, Instant now) throws InvalidSetupException {
    return new Reader(now).read(arguments);
  }

  /** Collects every fault instead of stopping at the first. */
  private static final class Reader {
    private final Instant now;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    Reader(Instant now) {
      this.now = now;
    }

    AuditOptions read(List<String> arguments) throws InvalidSetupException {
      take(arguments.iterator());
      Instant since = since();
      String review = given.get("--review");
      String email = email();
      boolean narrowed = SAMPLES.keySet().stream().anyMatch(given::containsKey);
      boolean verify = given.containsKey("--verify");
      if (verify && narrowed) {
        faults.add("--verify: checks the whole log; leave --since, --review and --user out, or it");
      }
      if (!faults.isEmpty()) {
        throw new InvalidSetupException(faults);
      }
      return new AuditOptions(
          new AuditTrail.Filter(since, review == null ? null : new ReviewId(review), email),
          narrowed,
          given.containsKey("--json"),
          verify);
    }

    private void take(Iterator<String> arguments) {
      while (arguments.hasNext()) {
        String argument = arguments.next();
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (SWITCHES.contains(argument)) {
          put(name, "");
        } else if (!SAMPLES.containsKey(name)) {
          faults.add(
              AuditText.harmless(argument)
                  + ": is no option of audit; write --since, --review, --user, --json or --verify");
        } else {
          take(name, equals < 0 ? next(arguments) : argument.substring(equals + 1));
        }
      }
    }

    private static String next(Iterator<String> arguments) {
      return arguments.hasNext() ? arguments.next() : "";
    }

    private void take(String name, String value) {
      if (value.isBlank() || value.startsWith("--")) {
        refuse(name, "needs a value");
      } else {
        put(name, value.strip());
      }
    }

    private void refuse(String name, String why) {
      faults.add(name + ": " + why + "; write " + SAMPLES.get(name));
    }

    private void put(String name, String value) {
      if (given.put(name, value) != null) {
        faults.add(name + ": is given twice; keep one");
      }
    }

    private Instant since() {
      String value = given.get("--since");
      if (value == null) {
        return Instant.EPOCH;
      }
      Instant since = instant(value);
      if (since == null) {
        refuse("--since", AuditText.harmless(value) + " is no time");
        return Instant.EPOCH;
      }
      if (since.isAfter(now)) {
        faults.add("--since: " + since + " is yet to come; write a time that is past");
      }
      return since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since;
    }

    private @Nullable Instant instant(String value) {
      Duration age = Durations.parse(value);
      try {
        if (age != null) {
          return now.minus(age);
        }
        return value.length() > "2026-03-01".length()
            ? Instant.parse(value)
            : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        return null;
      } catch (DateTimeException | ArithmeticException e) {
        // Before there was time.
        return Instant.EPOCH;
      }
    }

    private @Nullable String email() {
      String email = given.get("--user");
      if (email != null && !email.contains("@")) {
        refuse("--user", AuditText.harmless(email) + " is no e-mail address");
      }
      return email;
    }
  }
}
