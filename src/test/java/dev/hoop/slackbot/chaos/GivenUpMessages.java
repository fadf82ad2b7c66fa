package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.sandbox.slack.ApiCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is owed to somebody whom Slack does not know is given up: where Slack has said so, the same
 * is not sent again. A process that was killed may not have written it down, and one whose
 * connections were cut may not have heard it.
 */
final class GivenUpMessages {

  private static final Set<String> NOBODY = Set.of("channel_not_found", "user_not_found");

  /** A kill is noted before the process is dead, and what it sent last is seen after that. */
  private static final long DYING = TimeUnit.MILLISECONDS.toNanos(500);

  private final List<Finding> findings = new ArrayList<>();
  private int givenUp;

  GivenUpMessages(Observation world) {
    Map<String, ApiCall> refused = new HashMap<>();
    for (ApiCall call : world.calls()) {
      String to = call.param("channel");
      boolean nobody = to.startsWith("U") && world.bySlack(to).isEmpty();
      if (nobody && call.method().equals("chat.postMessage") && NOBODY.contains(word(call))) {
        ApiCall before = refused.put(to + call.param("blocks") + call.param("text"), call);
        if (before == null) {
          givenUp++;
        } else if (!killedBetween(world, before, call)
            && !new DuplicateCauses(world).cut(before.at())) {
          findings.add(Finding.forEver(to + " is not in Slack, and was sent the same again"));
        }
      }
    }
  }

  private static String word(ApiCall call) {
    return Objects.requireNonNullElse(call.error(), "");
  }

  private static boolean killedBetween(Observation world, ApiCall before, ApiCall call) {
    return world.causes().stream()
        .filter(cause -> cause.kind() == DuplicateCause.Kind.KILL)
        .anyMatch(cause -> cause.at() > before.at() - DYING && cause.at() < call.at());
  }

  List<Finding> findings() {
    return findings;
  }

  /** How many messages could never arrive. */
  int givenUp() {
    return givenUp;
  }
}
