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
 * is not sent again, unless it became due again, since somebody wrote over it meanwhile. A process
 * that was killed may not have written it down, and one whose connections were cut may not have
 * heard it.
 */
final class GivenUpMessages {

  private static final Set<String> NOBODY = Set.of("channel_not_found", "user_not_found");

  /** A kill is noted before the process is dead, and what it sent last is seen after that. */
  private static final long DYING = TimeUnit.MILLISECONDS.toNanos(500);

  private final Observation world;
  private final DuplicateCauses causes;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Due, Integer> sent = new HashMap<>();
  private int givenUp;

  /** An outcome that a message told, and how often it became due. */
  private record Due(String about, long turns) {}

  GivenUpMessages(Observation world) {
    this.world = world;
    this.causes = new DuplicateCauses(world);
    Map<String, ApiCall> refused = new HashMap<>();
    for (ApiCall call : world.calls()) {
      String to = call.param("channel");
      boolean nobody = to.startsWith("U") && world.bySlack(to).isEmpty();
      if (nobody && call.method().equals("chat.postMessage") && NOBODY.contains(word(call))) {
        ApiCall before = refused.put(same(call), call);
        if (before == null) {
          givenUp++;
        }
        if (before == null || !excused(before, call)) {
          count(to, call, before != null);
        }
      }
    }
  }

  private void count(String to, ApiCall call, boolean again) {
    Due due = due(call);
    int times = sent.merge(due, 1, Integer::sum);
    if (again && times > due.turns()) {
      findings.add(Finding.forEver(to + " is not in Slack, and was sent the same again"));
    }
  }

  private Due due(ApiCall call) {
    return world.cases().stream()
        .filter(one -> call.param("blocks").contains(one.session()))
        .findFirst()
        .map(one -> due(one, call))
        .orElseGet(() -> new Due(same(call), 1));
  }

  private Due due(ReviewCase one, ApiCall call) {
    ExpectedCard truth = new ExpectedCard(world, one);
    String outcome = truth.outcomeIn(call.param("text"));
    return new Due(one.review() + outcome, truth.turns(outcome));
  }

  private static String same(ApiCall call) {
    return call.param("channel") + call.param("blocks") + call.param("text");
  }

  private boolean excused(ApiCall before, ApiCall call) {
    return killedBetween(before, call) || causes.cut(before.at());
  }

  private static String word(ApiCall call) {
    return Objects.requireNonNullElse(call.error(), "");
  }

  private boolean killedBetween(ApiCall before, ApiCall call) {
    // What a slow Slack was asked before the kill it does after the next process asked again.
    long since = before.at() - DYING - causes.slowness(before.at());
    return world.causes().stream()
        .filter(cause -> cause.kind() == DuplicateCause.Kind.KILL)
        .anyMatch(cause -> cause.at() > since && cause.at() < call.at());
  }

  List<Finding> findings() {
    return findings;
  }

  /** How many messages could never arrive. */
  int givenUp() {
    return givenUp;
  }
}
