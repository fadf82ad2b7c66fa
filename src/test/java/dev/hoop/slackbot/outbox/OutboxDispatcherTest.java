package dev.hoop.slackbot.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.SlackUserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OutboxDispatcherTest {

  private static final OutboxMessage NOTICE =
      new OutboxMessage(
          "notice",
          new Recipient.Direct(new SlackUserId("U0BOB")),
          new SlackMessage("Approved: your request", ""));

  private final Queue<Runnable> rounds = new ArrayDeque<>();
  private final Queue<Runnable> deliveries = new ArrayDeque<>();
  private final List<SlackMessage> told = new ArrayList<>();

  @Test
  void aMessageDeliveredDuringARoundIsNotDeliveredAgain() {
    Debts messages = new Debts();
    RateLimiter rateLimiter = new RateLimiter(Duration.ofMillis(1), 100, Duration.ofMillis(1), 100);
    OutboxDispatcher dispatcher = dispatcher(mock(CardOutbox.class), messages, rateLimiter);
    dispatcher.wake();
    rounds.remove().run();
    messages.whileRead = () -> deliveries.remove().run();

    dispatcher.wake();
    rounds.remove().run();
    while (!rounds.isEmpty() || !deliveries.isEmpty()) {
      (deliveries.isEmpty() ? rounds : deliveries).remove().run();
    }

    assertThat(told).as("messages Bob got").hasSize(1);
  }

  @Test
  void anUpdateIsCountedBeforeTheNextChannelOfTheSameRoundAsks() {
    CardOutbox cards = mock(CardOutbox.class);
    when(cards.due(any())).thenReturn(List.of(card("C0HOT"), card("C0COOL")));
    RateLimiter rateLimiter = new RateLimiter(Duration.ofSeconds(1), 3, Duration.ofMinutes(1), 1);
    Debts none = new Debts();
    none.delivered = true;
    OutboxDispatcher dispatcher = dispatcher(cards, none, rateLimiter);

    dispatcher.wake();
    rounds.remove().run();

    assertThat(deliveries).as("updates that go at once, of which Slack takes one").hasSize(1);
  }

  private static StaleCard card(String channel) {
    return new StaleCard(
        new ReviewId("r-" + channel),
        new ChannelId(channel),
        new MessageTs("1.1"),
        1,
        0,
        0,
        true,
        false);
  }

  /** The timer and the workers do their work when the test says so. */
  private OutboxDispatcher dispatcher(CardOutbox cards, Debts messages, RateLimiter rateLimiter) {
    MessageSender slack = mock(MessageSender.class);
    when(slack.tell(any(), any()))
        .thenAnswer(
            call -> {
              told.add(call.getArgument(1));
              return new Delivery.Delivered(new ChannelId("D0BOB"), new MessageTs("1.1"));
            });
    ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    when(timer.schedule(any(Runnable.class), anyLong(), any()))
        .thenAnswer(
            call -> {
              rounds.add(call.getArgument(0));
              return null;
            });
    return new OutboxDispatcher(
        cards,
        messages,
        slack,
        mock(MessageRenderer.class),
        Clock.systemUTC(),
        Clock.systemUTC(),
        Clock.systemUTC(),
        timer,
        new WorkerPool(deliveries::add, 4),
        new WorkerPool(deliveries::add, 4),
        rateLimiter,
        new RetryBackoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1)));
  }

  /** One message, and something that happens between its being read and its being handed out. */
  private static final class Debts implements MessageOutbox {
    private boolean delivered;
    private Runnable whileRead = () -> {};

    @Override
    public List<Pending> due(Instant now) {
      List<Pending> read =
          delivered ? List.of() : List.of(new Pending(NOTICE, Clock.systemUTC().instant(), 0, 0));
      Runnable happens = whileRead;
      whileRead = () -> {};
      happens.run();
      return read;
    }

    @Override
    public void delivered(Pending message, ChannelId channel, MessageTs ts) {
      delivered = true;
    }

    @Override
    public void enqueue(OutboxMessage owed) {}

    @Override
    public Optional<Instant> nextDue(Instant now) {
      return Optional.empty();
    }

    @Override
    public void sending(Pending pending, Instant until) {}

    @Override
    public void postponed(Pending pending, Instant until, int copies) {}

    @Override
    public void retry(@Nullable ChannelId destination, Instant now) {}

    @Override
    public void dropped(Pending message) {}

    @Override
    public long givenUp() {
      return 0;
    }

    @Override
    public List<Instant> waitingSince() {
      return List.of();
    }
  }
}
