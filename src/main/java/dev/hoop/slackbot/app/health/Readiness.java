package dev.hoop.slackbot.app.health;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What must work for the bot to be of use: socket, gateway, credentials and store. Thread-safe. */
public final class Readiness {

  private final Map<String, BooleanSupplier> parts =
      new ConcurrentSkipListMap<>(
          Map.of(
              "slack", () -> false,
              "gateway", () -> false,
              "credentials", () -> false,
              "store", () -> false));
  private final Map<String, Supplier<Optional<String>>> details = new ConcurrentHashMap<>();

  /** Says how a part is asked; until then it counts as down. */
  public void is(String part, BooleanSupplier up) {
    parts.put(part, up);
  }

  /** Says where it is told what is wrong with a part. */
  public void explain(String part, Supplier<Optional<String>> detail) {
    details.put(part, detail);
  }

  /** What is wrong with a part, for the operator; empty where nothing is known. */
  String detail(String part) {
    return details.getOrDefault(part, Optional::empty).get().orElse("");
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
