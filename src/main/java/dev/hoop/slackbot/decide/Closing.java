package dev.hoop.slackbot.decide;

import dev.hoop.slackbot.review.Answer;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.Decision;
import dev.hoop.slackbot.review.Inbox;
import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.OwedLog;
import dev.hoop.slackbot.review.Person;
import dev.hoop.slackbot.review.Recipient;
import dev.hoop.slackbot.review.Rendered;
import dev.hoop.slackbot.review.Ruling;
import dev.hoop.slackbot.review.Settlement;
import dev.hoop.slackbot.review.Wording;
import java.time.Clock;
import java.util.List;

/** Ends clicks: with the decision they became, or with what their author is told instead. */
public final class Closing {

  private final Inbox inbox;
  private final OwedLog owed;
  private final Wording wording;
  private final Clock clock;
  private final Runnable onOwed;

  /**
   * @param onOwed told after a message was owed
   */
  public Closing(Inbox inbox, OwedLog owed, Wording wording, Clock clock, Runnable onOwed) {
    this.inbox = inbox;
    this.owed = owed;
    this.wording = wording;
    this.clock = clock;
    this.onOwed = onOwed;
  }

  /** The click counted. */
  void decided(Click click, Person reviewer) {
    Decision decision =
        new Decision(
            click.group(),
            click.verdict().kind(),
            click.by(),
            reviewer.displayName(),
            reviewer.email(),
            clock.instant());
    inbox.settle(click, new Settlement(decision, List.of()));
  }

  void refused(Click click, Ruling ruling) {
    told(click, wording.refusal(click, ruling));
  }

  void answered(Click click, Answer answer) {
    told(click, wording.answer(click, answer));
  }

  private void told(Click click, Rendered words) {
    if (cutShort()) {
      return;
    }
    inbox.settle(click, new Settlement(null, List.of(privately(click, words))));
    onOwed.run();
  }

  /**
   * Whether the bot is ending and interrupted the question, so that the words may be wrong: left
   * unsettled, the click is taken up at the next start, which finds out what became of it.
   */
  private static boolean cutShort() {
    return Thread.currentThread().isInterrupted();
  }

  /** What there is to say of a click that has counted already. */
  void afterwards(Click click, Answer answer) {
    owed.owe(privately(click, wording.answer(click, answer)));
    onOwed.run();
  }

  /** What there is to say of a click whose end is not known yet. */
  void meanwhile(Click click, Answer answer) {
    if (cutShort()) {
      return;
    }
    owed.owe(privately("meanwhile:" + click.key(), click, wording.answer(click, answer)));
    onOwed.run();
  }

  private static Owed privately(Click click, Rendered words) {
    return privately("click:" + click.key(), click, words);
  }

  private static Owed privately(String key, Click click, Rendered words) {
    return new Owed(
        key, new Recipient.Privately(click.by(), click.channel(), click.responseUrl()), words);
  }
}
