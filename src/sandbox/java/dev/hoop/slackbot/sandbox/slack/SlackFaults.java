package dev.hoop.slackbot.sandbox.slack;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The faults the Web API is to show; thread-safe. A method is named as in its address ({@code
 * chat.postMessage}), {@link #ANY} stands for all, and {@link #RESPONSE_URL} for the addresses that
 * come with interactions.
 */
public final class SlackFaults {
  /** Every Web API method, and the response addresses. */
  public static final String ANY = "*";

  /** The addresses that come with interactions and commands. */
  public static final String RESPONSE_URL = "response_url";

  @GuardedBy("this")
  private final Map<String, Deque<SlackFault>> next = new HashMap<>();

  @GuardedBy("this")
  private final Map<String, SlackFault> always = new HashMap<>();

  SlackFaults() {}

  /** The next {@code times} requests to {@code method} go wrong, after those already planned. */
  public synchronized void failNext(String method, int times, SlackFault fault) {
    Deque<SlackFault> planned = next.computeIfAbsent(method, any -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      planned.add(fault);
    }
  }

  /** Every request to {@code method} goes wrong until {@link #clear}. */
  public synchronized void always(String method, SlackFault fault) {
    always.put(method, fault);
  }

  /** From now on all goes well. */
  public synchronized void clear() {
    next.clear();
    always.clear();
  }

  synchronized Optional<SlackFault> take(String method) {
    return planned(method).or(() -> planned(ANY)).or(() -> lasting(method)).or(() -> lasting(ANY));
  }

  private synchronized Optional<SlackFault> planned(String method) {
    return Optional.ofNullable(next.get(method)).map(Deque::poll);
  }

  private synchronized Optional<SlackFault> lasting(String method) {
    return Optional.ofNullable(always.get(method));
  }
}
