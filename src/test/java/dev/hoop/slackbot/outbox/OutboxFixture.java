package dev.hoop.slackbot.outbox;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.hoop.slackbot.MutableClock;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.MessageTs;
import dev.hoop.slackbot.review.Review;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.ReviewSnapshot;
import dev.hoop.slackbot.review.ReviewStatus;
import dev.hoop.slackbot.review.SampleReviews;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SlackUserId;
import dev.hoop.slackbot.review.Stage;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.store.Store;
import dev.hoop.slackbot.sync.ReviewUpdate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A dispatcher with a real store, whose time, timer and threads move by hand. */
final class OutboxFixture implements AutoCloseable {

  private static final Set<String> READS = Set.of("snapshot", "due", "nextDue");
  private static final int TOO_MANY = 2_000;

  /** What Slack was asked for. */
  record Sent(String what, String where, String ts, Instant at) {}

  final MutableClock wall = new MutableClock();
  private final MutableClock steady = new MutableClock();
  final List<Sent> sent = new ArrayList<>();
  final OutboxDispatcher dispatcher;

  /** What Slack answers; by default it takes everything. */
  Function<Sent, Delivery> slack = OutboxFixture::taken;

  /** Whether the store reads but cannot write. */
  boolean full;

  /** Whether no thread can be made. */
  boolean outOfThreads;

  /** Whether all threads but those for what is urgent wait for Slack. */
  boolean stuck;

  private final Path folder;
  private final Store store;
  private final Queue<Runnable> deliveries = new ArrayDeque<>();
  private final Queue<Timed> timed =
      new PriorityQueue<>(Comparator.comparing(Timed::at).thenComparing(Timed::order));
  private int order;
  private Instant now = wall.instant();

  private record Timed(Instant at, int order, Runnable task) {}

  OutboxFixture(Path folder, RateLimiter rateLimiter) {
    this.folder = folder;
    store = Store.open("jdbc:sqlite:" + folder.resolve("bot.db"), wall);
    dispatcher =
        new OutboxDispatcher(
            failing(CardOutbox.class, store.cards()),
            failing(MessageOutbox.class, store.messages()),
            announcer(),
            renderer(),
            wall,
            wall,
            steady,
            timer(),
            new WorkerPool(this::begin, 4),
            new WorkerPool(this::beginUrgent, 4),
            rateLimiter,
            new RetryBackoff(Duration.ofSeconds(10), Duration.ofMinutes(5), new Random(1)));
  }

  static RateLimiter wide() {
    return new RateLimiter(Duration.ofMillis(1), 1_000, Duration.ofMillis(1), 1_000);
  }

  /** What the next process does, on a disk that has room. */
  OutboxFixture restarted() {
    close();
    OutboxFixture next = new OutboxFixture(folder, wide());
    next.forwardTo(now);
    next.dispatcher.wake();
    return next;
  }

  /** Lets time pass, with everything that falls into it. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    int steps = 0;
    while (true) {
      Timed next = timed.peek();
      if (!deliveries.isEmpty() && !stuck) {
        deliveries.remove().run();
      } else if (next != null && !next.at().isAfter(end)) {
        timed.remove();
        forwardTo(next.at());
        next.task().run();
      } else {
        break;
      }
      if (++steps > TOO_MANY) {
        throw new AssertionError("it spins: " + sent);
      }
    }
    forwardTo(end);
  }

  private void forwardTo(Instant at) {
    if (at.isAfter(now)) {
      wall.forward(Duration.between(now, at));
      steady.forward(Duration.between(now, at));
      now = at;
    }
  }

  void enqueue(String user) {
    enqueue(new Recipient.Direct(new SlackUserId(user)));
  }

  void enqueue(Recipient to) {
    store
        .messages()
        .enqueue(new OutboxMessage("message " + order++, to, new SlackMessage("words", "[]")));
    dispatcher.wake();
  }

  /**
   * A review that waits, maybe after it was decided, with a card in the channel that waits to be
   * posted.
   */
  void ask(String review, String channel) {
    store
        .reviews()
        .record(
            new ReviewUpdate(
                snapshot(review, ReviewStatus.PENDING),
                Stage.OPEN,
                List.of(new ChannelId(channel)),
                null,
                0,
                true,
                List.of()));
    dispatcher.wake();
  }

  /** The review is decided, so that its card is no longer true. */
  void reject(String review) {
    store
        .reviews()
        .record(
            new ReviewUpdate(
                snapshot(review, ReviewStatus.REJECTED),
                Stage.REJECTED,
                List.of(),
                null,
                0,
                true,
                List.of()));
    dispatcher.wake();
  }

  /** Only what the card tells besides has changed. */
  void learnMore(String review) {
    ReviewSnapshot known = store.reviews().find(new ReviewId(review)).orElseThrow().snapshot();
    store
        .reviews()
        .record(
            new ReviewUpdate(
                known, Stage.of(known, wall.instant()), List.of(), null, 0, true, List.of()));
    dispatcher.wake();
  }

  /** Lets time pass until that message is updated, and says how long it took. */
  Duration untilUpdated(String ts) {
    Instant began = now;
    while (sent.stream().noneMatch(call -> call.ts().equals(ts) && !call.at().isBefore(began))) {
      pass(Duration.ofMillis(10));
    }
    return Duration.between(began, now);
  }

  int cardsWaiting() {
    return ChannelBacklog.cards(store.cards().backlogs());
  }

  long messagesGivenUp() {
    return store.messages().givenUp();
  }

  int messagesWaiting() {
    return store.messages().waitingSince().size();
  }

  private static ReviewSnapshot snapshot(String review, ReviewStatus status) {
    Session session = SampleReviews.onetime("dba").status(status).build();
    Review r = session.review();
    return SampleReviews.snapshot(
        new Session(
            session.id(),
            session.requester(),
            session.connection(),
            session.script(),
            session.status(),
            session.exitCode(),
            session.endedAt(),
            session.aiAnalysis(),
            new Review(
                new ReviewId(review),
                r.sessionId(),
                r.type(),
                r.status(),
                r.accessDuration(),
                r.revokeAt(),
                r.createdAt(),
                r.groups(),
                r.approvalsNeeded(),
                r.timeWindow(),
                r.ruleName(),
                r.forceApprovalGroups(),
                r.rejectionReason())));
  }

  static Delivery taken(Sent call) {
    return new Delivery.Delivered(new ChannelId(call.where()), new MessageTs("1.1"));
  }

  /** Slack may have taken it, and nobody knows. */
  static Delivery lost() {
    return new Delivery.Later(Delivery.Arrival.LIKELY, "Slack cannot be reached");
  }

  /** Slack is out of order. */
  static Delivery down() {
    return new Delivery.Later(Delivery.Arrival.NO, "Slack answers service_unavailable");
  }

  /** Slack asks to be left alone there. */
  static Delivery limited(Duration pause) {
    return new Delivery.Later(pause, Delivery.Arrival.NO, false, "Slack answers 429");
  }

  static Delivery archived() {
    return new Delivery.Blocked("is_archived: unarchive it", Delivery.Scope.DESTINATION);
  }

  private Delivery ask(String what, String where, String message) {
    Sent call = new Sent(what, where, message, now);
    sent.add(call);
    Delivery answer = slack.apply(call);
    return what.equals("post") && answer instanceof Delivery.Delivered
        ? new Delivery.Delivered(new ChannelId(where), new MessageTs(message))
        : answer;
  }

  private MessageSender announcer() {
    return new MessageSender() {
      @Override
      public Delivery post(ChannelId channel, ReviewSnapshot snapshot, SlackMessage card) {
        return ask("post", channel.value(), "ts-" + snapshot.reviewId().value());
      }

      @Override
      public Delivery update(
          ChannelId channel, MessageTs ts, ReviewSnapshot snapshot, SlackMessage card) {
        return ask("update", channel.value(), ts.value());
      }

      @Override
      public Delivery tell(Recipient recipient, SlackMessage message) {
        String user = recipient.match(d -> d.user().value(), p -> p.user().value(), t -> "");
        return ask(
            "tell", user, recipient instanceof Recipient.Privately ? "privately" : "directly");
      }
    };
  }

  private static MessageRenderer renderer() {
    MessageRenderer renderer = mock(MessageRenderer.class);
    SlackMessage words = new SlackMessage("words", "[]");
    when(renderer.card(any(), any(), any())).thenReturn(words);
    when(renderer.notice(any(), any(), any(Notice.class))).thenReturn(words);
    return renderer;
  }

  private void begin(Runnable delivery) {
    if (outOfThreads) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    deliveries.add(delivery);
  }

  /** These threads are never stuck. */
  private void beginUrgent(Runnable delivery) {
    if (stuck) {
      delivery.run();
    } else {
      begin(delivery);
    }
  }

  private ScheduledExecutorService timer() {
    ScheduledExecutorService timer = mock(ScheduledExecutorService.class);
    when(timer.schedule(any(Runnable.class), anyLong(), any()))
        .thenAnswer(
            call -> {
              TimeUnit unit = call.getArgument(2);
              Duration pause = Duration.of(call.getArgument(1), unit.toChronoUnit());
              timed.add(new Timed(now.plus(pause), order++, call.getArgument(0)));
              return null;
            });
    return timer;
  }

  private <T> T failing(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (full && !READS.contains(method.getName())) {
                throw new StoreFailedException("the disk is full", null, true);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Where Slack was asked for something of a kind, in order. */
  List<String> sent(String what) {
    return sent.stream().filter(call -> call.what().equals(what)).map(Sent::where).toList();
  }

  @Override
  public void close() {
    store.close();
  }
}
