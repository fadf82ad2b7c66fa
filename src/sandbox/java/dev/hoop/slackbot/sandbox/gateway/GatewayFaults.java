package dev.hoop.slackbot.sandbox.gateway;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults to show, each for the requests that start with a method and path; thread-safe. */
final class GatewayFaults {
  private record Planned(String start, GatewayFault fault) {}

  @GuardedBy("this")
  private final List<Planned> next = new ArrayList<>();

  @GuardedBy("this")
  private final List<Planned> always = new ArrayList<>();

  synchronized void failNext(String start, int times, GatewayFault fault) {
    for (int i = 0; i < times; i++) {
      next.add(new Planned(start, fault));
    }
  }

  synchronized void always(String start, GatewayFault fault) {
    always.add(0, new Planned(start, fault));
  }

  synchronized void clear() {
    next.clear();
    always.clear();
  }

  synchronized Optional<GatewayFault> take(String request) {
    for (Iterator<Planned> it = next.iterator(); it.hasNext(); ) {
      Planned planned = it.next();
      if (request.startsWith(planned.start())) {
        it.remove();
        return Optional.of(planned.fault());
      }
    }
    return always.stream()
        .filter(planned -> request.startsWith(planned.start()))
        .map(Planned::fault)
        .findFirst();
  }
}
