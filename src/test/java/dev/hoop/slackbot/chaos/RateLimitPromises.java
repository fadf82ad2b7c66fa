package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.slack.ApiCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * After Slack said "too many", nothing more goes there for as long as it asked; only a process that
 * was killed cannot tell the next one what Slack said last.
 */
final class RateLimitPromises {

  private static final String COMPLAINT = "before Retry-After had passed";
  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(950);
  private static final long MOST = TimeUnit.SECONDS.toNanos(10);

  /** So long after a refusal what is sent beside it may not know of it yet. */
  private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(100);

  private final Observation world;
  private final List<Finding> findings = new ArrayList<>();
  private int refused;
  private int forgotten;

  RateLimitPromises(Observation world) {
    this.world = world;
    Map<String, Long> closed = new HashMap<>();
    world.calls().stream()
        .filter(call -> call.method().startsWith("chat.") || call.status() == 429)
        .forEach(call -> check(call, closed));
    List<String> complaints =
        world.complaints().stream().filter(trouble -> trouble.endsWith(COMPLAINT)).toList();
    complaints.stream().skip(forgotten).map(Finding::forEver).forEach(findings::add);
  }

  /** Whether a trouble is judged here, and not one by its mere existence. */
  static boolean judges(String trouble) {
    return trouble.endsWith(COMPLAINT);
  }

  List<Finding> findings() {
    return findings;
  }

  /** How often Slack said it. */
  int refused() {
    return refused;
  }

  /** How often a call was refused that could not know of the refusal before it. */
  int forgotten() {
    return forgotten;
  }

  private void check(ApiCall call, Map<String, Long> closed) {
    boolean post = call.method().equals("chat.postMessage");
    String where = post ? "a post in " + call.param("channel") : call.method();
    Long since = closed.get(where);
    long quiet = since == null ? Long.MAX_VALUE : call.at() - since;
    boolean restarted = since != null && restarted(since, call.at());
    if (post && quiet < LEAST && !restarted) {
      findings.add(Finding.forEver(where + " within a second of Slack's refusal"));
    }
    if (call.status() == 429) {
      refused++;
      boolean underWay = quiet < AT_ONCE;
      forgotten += underWay || (restarted && quiet < MOST) ? 1 : 0;
      if (!underWay) {
        closed.put(where, call.at());
      }
    }
  }

  private boolean restarted(long since, long until) {
    return world.causes().stream()
        .filter(cause -> cause.kind() == DuplicateCause.Kind.KILL)
        .anyMatch(cause -> cause.at() > since && cause.at() < until);
  }
}
