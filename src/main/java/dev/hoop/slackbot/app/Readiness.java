package dev.hoop.slackbot.app;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What must work for the bot to be of use: socket, gateway and store. Thread-safe. */
final class Readiness {

  private final Map<String, BooleanSupplier> parts =
      new ConcurrentSkipListMap<>(
          Map.of("slack", () -> false, "gateway", () -> false, "store", () -> false));

  /** Says how a part is asked; until then it counts as down. */
  void is(String part, BooleanSupplier up) {
    parts.put(part, up);
  }

  /** Each part and whether it works, at this moment. */
  Map<String, Boolean> now() {
    return parts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, part -> works(part.getValue())));
  }

  private static boolean works(BooleanSupplier part) {
    try {
      return part.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
