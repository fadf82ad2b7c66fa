package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.slack.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** After Slack said "too many", nothing more is posted there for the second it asks at least. */
final class Pacing {

  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(950);

  private final World world;
  private final List<Finding> findings = new ArrayList<>();
  private int refused;

  Pacing(World world) {
    this.world = world;
    Map<String, Long> closed = new HashMap<>();
    for (Call call : world.calls()) {
      if (call.method().equals("chat.postMessage")) {
        check(call, closed);
      }
    }
  }

  List<Finding> findings() {
    return findings;
  }

  int refused() {
    return refused;
  }

  private void check(Call call, Map<String, Long> closed) {
    String channel = call.param("channel");
    Long since = closed.get(channel);
    if (since != null && call.at() - since < LEAST && !restarted(since, call.at())) {
      findings.add(Finding.forEver("posted in " + channel + " within a second of Slack's refusal"));
    }
    if (call.status() == 429) {
      refused++;
      closed.put(channel, call.at());
    }
  }

  /** A process that was killed cannot tell the next one what Slack said last. */
  private boolean restarted(long since, long until) {
    return world.upsets().stream()
        .filter(upset -> upset.kind() == Upset.Kind.KILL)
        .anyMatch(upset -> upset.at() > since && upset.at() < until);
  }
}
