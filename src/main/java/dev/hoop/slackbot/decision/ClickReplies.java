package dev.hoop.slackbot.decision;

import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.OutboxMessage;
import dev.hoop.slackbot.outbox.Recipient;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.review.ClickOutcome;

/** Makes the messages that tell reviewers what became of their click. */
final class ClickReplies {

  private final MessageRenderer renderer;

  ClickReplies(MessageRenderer renderer) {
    this.renderer = renderer;
  }

  /** The end of a click that did not count; owed once for each click. */
  OutboxMessage end(Click click, ClickOutcome.NotCounted outcome) {
    return privately("click:" + click.key(), click, outcome);
  }

  /** What there is to say of a click whose end is not known yet. */
  OutboxMessage meanwhile(Click click, ClickOutcome.Unknown outcome) {
    return privately("meanwhile:" + click.key(), click, outcome);
  }

  private OutboxMessage privately(String key, Click click, ClickOutcome outcome) {
    return new OutboxMessage(
        key,
        new Recipient.Privately(click.by(), click.channel(), click.responseUrl()),
        renderer.outcome(click, outcome));
  }
}
