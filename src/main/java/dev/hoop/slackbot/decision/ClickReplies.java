package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;
import dev.hoop.slackbot.review.Owed;
import dev.hoop.slackbot.review.Recipient;
import dev.hoop.slackbot.review.Wording;

/** Makes the messages that tell reviewers what became of their click. */
final class ClickReplies {

  private final Wording wording;

  ClickReplies(Wording wording) {
    this.wording = wording;
  }

  /** The end of a click that did not count; owed once for each click. */
  Owed end(Click click, ClickOutcome.NotCounted outcome) {
    return privately("click:" + click.key(), click, outcome);
  }

  /** What there is to say of a click whose end is not known yet. */
  Owed meanwhile(Click click, ClickOutcome.Unknown outcome) {
    return privately("meanwhile:" + click.key(), click, outcome);
  }

  private Owed privately(String key, Click click, ClickOutcome outcome) {
    return new Owed(
        key,
        new Recipient.Privately(click.by(), click.channel(), click.responseUrl()),
        wording.outcome(click, outcome));
  }
}
