package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.decide.Decider.Next;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Intake;
import dev.hoop.slackbot.review.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Where clicks come in: kept on disk first, then carried out in the lane of their review, so that
 * no two verdicts for one review ever run at once. Thread-safe.
 */
public final class ClickDesk implements Intake {

  private final Inbox inbox;
  private final Lanes lanes;
  private final Decider decider;

  /** Clicks that must be worked on once more. */
  private final Queue<Left> left = new ConcurrentLinkedQueue<>();

  public ClickDesk(Inbox inbox, Lanes lanes, Decider decider) {
    this.inbox = inbox;
    this.lanes = lanes;
    this.decider = decider;
  }

  @Override
  public void take(Click click) {
    if (inbox.put(click)) {
      lanes.submit(click.review(), () -> workOn(Left.with(click, Next.RESUME), decider::decide));
    }
  }

  /** Takes up what an earlier process left unsettled. */
  public void resume() {
    inbox.unsettled().forEach(click -> left.add(Left.with(click, Next.RESUME)));
    takeUp();
  }

  /**
   * Works on what was left: clicks of which it must be told apart whether they counted, and those
   * whose work failed, for instance because the store could not be written. To be called now and
   * then while the gateway answers.
   */
  public void takeUp() {
    List<Left> round = new ArrayList<>();
    for (Left one = left.poll(); one != null; one = left.poll()) {
      round.add(one);
    }
    for (Left one : round) {
      if (one.pause() > 0) {
        left.add(one.nearer());
      } else {
        lanes.submit(
            one.click().review(),
            () -> workOn(one, one.next() == Next.FIND_OUT ? decider::findOut : decider::resume));
      }
    }
  }

  private void workOn(Left one, Function<Click, Next> step) {
    Next next;
    try {
      next = step.apply(one.click());
    } catch (RuntimeException e) {
      left.add(one.failed());
      throw e;
    }
    if (next != Next.NOTHING) {
      left.add(Left.with(one.click(), next));
    }
  }

  /**
   * A click to be worked on once more.
   *
   * @param failures how often in a row the work on it failed
   * @param pause how many rounds it is left alone
   */
  private record Left(Click click, Next next, int failures, int pause) {

    private static final int MOST_DOUBLINGS = 6;

    static Left with(Click click, Next next) {
      return new Left(click, next, 0, 0);
    }

    Left nearer() {
      return new Left(click, next, failures, pause - 1);
    }

    /** It is left alone for twice as long each time: the fault may be lasting. */
    Left failed() {
      return new Left(click, next, failures + 1, 1 << Math.min(failures, MOST_DOUBLINGS));
    }
  }
}
