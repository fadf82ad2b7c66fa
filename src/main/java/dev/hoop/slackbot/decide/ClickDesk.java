package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Intake;
import dev.hoop.slackbot.review.Lanes;

/**
 * Where clicks come in: kept on disk first, then carried out in the lane of their review, so that
 * no two verdicts for one review ever run at once.
 */
public final class ClickDesk implements Intake {

  private final Inbox inbox;
  private final Lanes lanes;
  private final Decider decider;

  public ClickDesk(Inbox inbox, Lanes lanes, Decider decider) {
    this.inbox = inbox;
    this.lanes = lanes;
    this.decider = decider;
  }

  @Override
  public void take(Click click) {
    if (inbox.put(click)) {
      lanes.submit(click.review(), () -> decider.decide(click, false));
    }
  }

  /** Takes up what an earlier process left unsettled. */
  public void resume() {
    for (Click click : inbox.unsettled()) {
      lanes.submit(click.review(), () -> decider.decide(click, true));
    }
  }
}
