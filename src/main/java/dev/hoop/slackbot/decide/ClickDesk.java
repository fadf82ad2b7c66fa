package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Intake;
import dev.hoop.slackbot.review.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Where clicks come in: kept on disk first, then carried out in the lane of their review, so that
 * no two verdicts for one review ever run at once. Thread-safe.
 */
public final class ClickDesk implements Intake {

  private final Inbox inbox;
  private final Lanes lanes;
  private final Decider decider;

  /** Clicks of an earlier process that the gateway could not yet be asked about. */
  private final Queue<Click> left = new ConcurrentLinkedQueue<>();

  public ClickDesk(Inbox inbox, Lanes lanes, Decider decider) {
    this.inbox = inbox;
    this.lanes = lanes;
    this.decider = decider;
  }

  @Override
  public void take(Click click) {
    if (inbox.put(click)) {
      lanes.submit(click.review(), () -> decider.decide(click));
    }
  }

  /** Takes up what an earlier process left unsettled. */
  public void resume() {
    left.addAll(inbox.unsettled());
    takeUp();
  }

  /**
   * Takes up again what waits to be told apart: done before a death, or not. To be called now and
   * then while the gateway answers.
   */
  public void takeUp() {
    List<Click> clicks = new ArrayList<>();
    for (Click click = left.poll(); click != null; click = left.poll()) {
      clicks.add(click);
    }
    for (Click click : clicks) {
      lanes.submit(
          click.review(),
          () -> {
            if (!decider.resume(click)) {
              left.add(click);
            }
          });
    }
  }
}
