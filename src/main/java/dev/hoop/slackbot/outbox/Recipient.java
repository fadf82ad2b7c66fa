package dev.hoop.slackbot.outbox;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.SlackUserId;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whom a message that is owed goes to. */
public sealed interface Recipient {

  /**
   * How long somebody is taken to wait where they clicked. What is for their eyes alone there
   * reaches only those who are active, and is gone when they reload; later it is a direct message.
   */
  Duration WAITS = Duration.ofSeconds(5);

  <R> R match(
      Function<Direct, R> direct, Function<Privately, R> privately, Function<InThread, R> thread);

  /** A direct message. */
  record Direct(SlackUserId user) implements Recipient {
    @Override
    public <R> R match(
        Function<Direct, R> direct,
        Function<Privately, R> privately,
        Function<InThread, R> thread) {
      return direct.apply(this);
    }
  }

  /**
   * For one person's eyes, where they clicked.
   *
   * @param channel null when Slack did not say; the answer then goes as a direct message
   * @param responseUrl tried first where there is one, since it works in every channel
   */
  record Privately(SlackUserId user, @Nullable ChannelId channel, @Nullable URI responseUrl)
      implements Recipient {
    @Override
    public <R> R match(
        Function<Direct, R> direct,
        Function<Privately, R> privately,
        Function<InThread, R> thread) {
      return privately.apply(this);
    }
  }

  /** A reply in a message's thread. */
  record InThread(ChannelId channel, MessageTs root) implements Recipient {
    @Override
    public <R> R match(
        Function<Direct, R> direct,
        Function<Privately, R> privately,
        Function<InThread, R> thread) {
      return thread.apply(this);
    }
  }
}
