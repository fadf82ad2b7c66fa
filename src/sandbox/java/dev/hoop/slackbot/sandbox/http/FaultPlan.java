package dev.hoop.slackbot.sandbox.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The faults that a stand-in is to show, each for the requests that match a pattern; thread-safe.
 * The faults of {@link #failNext} come before those of {@link #always}.
 */
public final class FaultPlan {
  private record Planned(String pattern, HttpFault fault) {}

  private final List<BiPredicate<String, String>> matchers;

  @GuardedBy("this")
  private final List<Planned> next = new ArrayList<>();

  @GuardedBy("this")
  private final List<Planned> always = new ArrayList<>();

  private FaultPlan(List<BiPredicate<String, String>> matchers) {
    this.matchers = matchers;
  }

  /** A pattern matches the requests that start with it. */
  public static FaultPlan byPrefix() {
    return new FaultPlan(List.of((pattern, request) -> request.startsWith(pattern)));
  }

  /** A pattern matches the requests that equal it; after them, {@code any} matches every one. */
  public static FaultPlan byName(String any) {
    return new FaultPlan(List.of(String::equals, (pattern, request) -> pattern.equals(any)));
  }

  /** The next {@code times} matching requests go wrong, after those already planned. */
  public synchronized void failNext(String pattern, int times, HttpFault fault) {
    for (int i = 0; i < times; i++) {
      next.add(new Planned(pattern, fault));
    }
  }

  /** Every matching request goes wrong until {@link #clear}; the latest call comes first. */
  public synchronized void always(String pattern, HttpFault fault) {
    always.add(0, new Planned(pattern, fault));
  }

  /** Forgets all planned faults. */
  public synchronized void clear() {
    next.clear();
    always.clear();
  }

  /** The fault for this request, which is used up if it was planned by {@link #failNext}. */
  synchronized Optional<HttpFault> take(String request) {
    return find(next, request, true).or(() -> find(always, request, false));
  }

  private Optional<HttpFault> find(List<Planned> planned, String request, boolean remove) {
    for (BiPredicate<String, String> matcher : matchers) {
      for (Iterator<Planned> it = planned.iterator(); it.hasNext(); ) {
        Planned one = it.next();
        if (matcher.test(one.pattern(), request)) {
          if (remove) {
            it.remove();
          }
          return Optional.of(one.fault());
        }
      }
    }
    return Optional.empty();
  }
}
