package dev.hoop.slackbot.app;

import com.slack.api.Slack;
import dev.hoop.slackbot.app.health.Metrics;
import dev.hoop.slackbot.app.health.Readiness;
import dev.hoop.slackbot.app.health.SocketLog;
import dev.hoop.slackbot.app.health.StatusServer;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.Settings;
import dev.hoop.slackbot.app.settings.Timings;
import dev.hoop.slackbot.app.startup.ShutdownSignal;
import dev.hoop.slackbot.app.startup.StartupChecks;
import dev.hoop.slackbot.commands.CommandHandler;
import dev.hoop.slackbot.decision.ClickFactsReader;
import dev.hoop.slackbot.decision.ClickHandler;
import dev.hoop.slackbot.decision.ClickQueue;
import dev.hoop.slackbot.gateway.GatewaySettings;
import dev.hoop.slackbot.gateway.HttpGateway;
import dev.hoop.slackbot.gateway.keys.CredentialHealth;
import dev.hoop.slackbot.gateway.keys.GatewayStartup;
import dev.hoop.slackbot.outbox.ChannelHealth;
import dev.hoop.slackbot.outbox.MessageRenderer;
import dev.hoop.slackbot.outbox.OutboxDispatcher;
import dev.hoop.slackbot.outbox.RateLimiter;
import dev.hoop.slackbot.outbox.RetryBackoff;
import dev.hoop.slackbot.outbox.WorkerPool;
import dev.hoop.slackbot.review.StoreFailedException;
import dev.hoop.slackbot.review.rules.Rules;
import dev.hoop.slackbot.review.rules.RulesConfig;
import dev.hoop.slackbot.slack.DialogService;
import dev.hoop.slackbot.slack.SlackClients;
import dev.hoop.slackbot.slack.SlackListeners;
import dev.hoop.slackbot.slack.SlackMessageSender;
import dev.hoop.slackbot.slack.SlackSocketUrls;
import dev.hoop.slackbot.slack.SlackStartup;
import dev.hoop.slackbot.slack.message.BlockKitCommandReplies;
import dev.hoop.slackbot.slack.message.BlockKitRenderer;
import dev.hoop.slackbot.slack.message.DialogViews;
import dev.hoop.slackbot.slack.message.MessageSettings;
import dev.hoop.slackbot.slack.socket.SocketModeConnection;
import dev.hoop.slackbot.slack.socket.SocketSettings;
import dev.hoop.slackbot.store.Store;
import dev.hoop.slackbot.store.sqlite.StoreUnusableException;
import dev.hoop.slackbot.sync.PendingReviewPoller;
import dev.hoop.slackbot.sync.PollLoop;
import dev.hoop.slackbot.sync.Reconciler;
import dev.hoop.slackbot.sync.Routing;
import dev.hoop.slackbot.sync.SlackLinkMonitor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole bot, wired by hand. Opening it learns from Slack and the gateway who the bot is and
 * what it may do, and waits for them where they are down; starting it lets it work.
 */
public final class Bot implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bot.class);

  private static final int LISTENERS = 4;
  private static final int WORKERS = 4;

  /** More, since a post whose answer is slow to come holds one for long. */
  private static final int SENDERS = 8;

  private static final int QUEUE = 2_000;
  private static final int CLICKS = 4;

  /** What is read for a click beside its review: people, profile, credential. */
  private static final int FACTS_BESIDE = 3;

  private static final long RETRY_MILLIS = 100;
  private static final long DUE_TIMES_MILLIS = 60_000;

  /** More dialogs would wait for longer than their triggers live. */
  private static final int DIALOGS = 40;

  /**
   * A verdict whose answer is awaited is better finished than taken up at the next start, and the
   * key it was sent with must be revoked; all else together must leave it the time.
   */
  private static final Duration FOR_VERDICTS = Duration.ofSeconds(4);

  private static final Duration FOR_INTERRUPTED_VERDICTS = Duration.ofSeconds(1);
  private static final Duration FOR_THE_REST = Duration.ofSeconds(2);

  private final Closer closer;
  private final Runnable begin;

  private Bot(Closer closer, Runnable begin) {
    this.closer = closer;
    this.begin = begin;
  }

  /**
   * Opens a bot.
   *
   * @return empty when somebody asked to stop while it waited
   */
  public static Optional<Bot> open(
      Settings settings, Timings timings, Clock clock, ShutdownSignal stop)
      throws InvalidSetupException {
    Clock steady = new MonotonicClock(clock);
    Closer closer = new Closer(new Deadline(FOR_THE_REST, steady));
    try {
      Optional<Bot> bot = wire(settings, timings, clock, steady, stop, closer);
      if (bot.isEmpty()) {
        closer.close();
      }
      return bot;
    } catch (InvalidSetupException | RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  /** Lets the bot work; returns at once. */
  public void start() {
    begin.run();
  }

  @Override
  public void close() {
    closer.close();
  }

  private static Optional<Bot> wire(
      Settings settings,
      Timings timings,
      Clock clock,
      Clock steady,
      ShutdownSignal stop,
      Closer closer)
      throws InvalidSetupException {
    Store store = openStore(settings, clock);
    closer.add("the store", store::close);
    Readiness readiness = new Readiness();
    readiness.is("store", store::works);
    CredentialHealth credentials = new CredentialHealth();
    readiness.is("credentials", () -> credentials.detail().isEmpty());
    readiness.explain("credentials", credentials::detail);
    Metrics metrics = new Metrics(readiness, store.cards(), store.messages(), credentials, clock);
    serveStatus(settings, readiness, metrics, closer);

    ExecutorService http = pool("http", WORKERS, Integer.MAX_VALUE, closer);
    HttpClient client = HttpGateway.client(http);
    GatewaySettings gatewaySettings =
        new GatewaySettings(settings.apiUrl(), settings.apiKey(), settings.groupKeys());
    Slack slack = SlackClients.open(settings.slackApiUrl());
    closer.add("the Slack client", slack::close);
    Optional<StartupChecks.Prepared> found =
        new StartupChecks(
                settings,
                new SlackStartup(slack, settings.slackBotToken(), settings.slackAppToken()),
                new GatewayStartup(gatewaySettings, client, credentials),
                store.keys(),
                store.channelNames(),
                timings)
            .run(stop);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StartupChecks.Prepared prepared = found.get();

    RandomGenerator random = RandomGenerator.getDefault();
    HttpGateway gateway = new HttpGateway(gatewaySettings, client, clock, steady);
    MessageSettings cardSettings = new MessageSettings(settings.webUrl(), settings.showScript());
    MessageRenderer renderer = new BlockKitRenderer(cardSettings);
    store.showBy(cardSettings + " " + new TreeSet<>(settings.groupKeys().keySet()));
    SlackMessageSender api =
        new SlackMessageSender(slack, timings.postTimeout(), settings.slackBotToken());
    ChannelHealth channels = new ChannelHealth(api, store.channelNames());
    metrics.tell(channels);
    readiness.explain("slack", channels::detail);
    SlackStartup.FoundChannel everywhere = prepared.channel();
    if (everywhere != null && everywhere.problem() != null) {
      channels.found(everywhere.id(), everywhere.problem(), everywhere.renamed());
    }
    Rules rules =
        new Rules(
            new RulesConfig(
                prepared.identity().team(),
                settings.adminSelfApproval(),
                settings.distinctApprovers(),
                prepared.matchEmails(),
                prepared.auditorGroup()));

    ExecutorService senders = pool("send", SENDERS, QUEUE, closer);
    ExecutorService urgentSenders = pool("send-urgent", WORKERS, QUEUE, closer);
    ScheduledExecutorService outboxTimer = timer("courier", closer);
    OutboxDispatcher dispatcher =
        new OutboxDispatcher(
            store.cards(),
            store.messages(),
            channels,
            renderer,
            clock,
            gateway.clock(),
            steady,
            outboxTimer,
            new WorkerPool(senders, SENDERS),
            new WorkerPool(urgentSenders, WORKERS),
            new RateLimiter(
                timings.postGap(), timings.postBurst(), timings.updateGap(), timings.updateBurst()),
            new RetryBackoff(timings.retryFirst(), timings.retryMost(), random));

    // Closed after the clicks, which need it to their end.
    ExecutorService facts = standing("fact", CLICKS * FACTS_BESIDE, QUEUE, closer);
    ExecutorService clicks = Threads.standing("click", CLICKS, Integer.MAX_VALUE);
    closer.add(
        "the verdicts under way",
        () -> Threads.end(clicks, FOR_VERDICTS, FOR_INTERRUPTED_VERDICTS));
    KeyedThreadPool keyedExecutor =
        new KeyedThreadPool(clicks, pool("look", WORKERS, Integer.MAX_VALUE, closer), WORKERS);
    Reconciler reconciler =
        new Reconciler(
            gateway,
            prepared.submitter(),
            store.reviews(),
            renderer,
            new Routing(settings.everyConnection(), everywhere == null ? null : everywhere.id()),
            timings.spacing(),
            gateway.clock(),
            dispatcher::wake);
    metrics.count(
        "hoop_slack_reviews_given_up",
        "Reviews followed no longer, since Hoop said nothing new of them for a week.",
        reconciler::givenUp);
    ClickQueue queue =
        new ClickQueue(
            store.clickStore(),
            keyedExecutor,
            new ClickHandler(
                new ClickFactsReader(
                    gateway,
                    prepared.submitter(),
                    api,
                    store.reviews(),
                    rules.needsSlackEmail(),
                    facts,
                    steady),
                rules,
                prepared.submitter(),
                store.clickStore(),
                store.reviews(),
                reconciler,
                renderer,
                clock,
                steady,
                dispatcher::wake),
            clock,
            steady);
    DialogService dialogs =
        new DialogService(
            api,
            new CommandHandler(
                gateway,
                store.reviews(),
                store.cards(),
                rules,
                api,
                new BlockKitCommandReplies(cardSettings),
                clock),
            new DialogViews(cardSettings),
            gateway,
            store.reviews(),
            store.messages(),
            dispatcher::wake,
            pool("dialog", WORKERS, DIALOGS, closer),
            pool("talk", WORKERS, QUEUE, closer),
            clock);

    ScheduledExecutorService retries = timer("retry", closer);
    PollLoop polls =
        new PollLoop(
            new PendingReviewPoller(
                gateway,
                store.reviews(),
                keyedExecutor,
                reconciler,
                timings.spacing(),
                gateway.clock(),
                steady),
            new SlackLinkMonitor(
                gateway, store.links(), api, prepared.matchEmails(), renderer, dispatcher::wake),
            settings.pollInterval(),
            timer("poll", closer),
            random);
    SocketModeConnection socket =
        new SocketModeConnection(
            new SlackSocketUrls(slack, settings.slackAppToken()),
            new SlackListeners(queue, dialogs, clock),
            new SocketLog(),
            socketSettings(timings),
            SlackClients.proxy(slack),
            standing("listen", LISTENERS, QUEUE, closer),
            pool("connect", 1, QUEUE, closer),
            timer("socket", closer),
            steady,
            random);
    closer.add("the Slack connection", socket::close);
    CredentialSweep sweep =
        new CredentialSweep(prepared.submitter(), timings, timer("credentials", closer));
    ScheduledExecutorService upkeep = timer("retention", closer);
    Retention retention =
        new Retention(
            store,
            settings.keep(),
            settings.auditKeep(),
            clock,
            gateway.clock(),
            polls::up,
            upkeep);
    readiness.is("gateway", polls::up);
    readiness.explain("gateway", polls::detail);
    readiness.is("slack", () -> socket.connected() && api.accepted());
    return Optional.of(
        new Bot(
            closer,
            () -> {
              log.info(
                  "Running as {} of workspace {}, with the gateway at {}",
                  prepared.identity().botUser(),
                  prepared.identity().team(),
                  settings.apiUrl());
              log.info(
                  "The e-mail of a Slack profile {} the Hoop user's before a decision counts",
                  prepared.matchEmails() ? "must equal" : "is not compared with");
              queue.resume();
              every(
                  retries,
                  RETRY_MILLIS,
                  () -> {
                    keyedExecutor.retry();
                    queue.retry();
                  });
              every(
                  upkeep,
                  DUE_TIMES_MILLIS,
                  () -> {
                    if (store.boundDueTimes()) {
                      dispatcher.wake();
                    }
                  });
              dispatcher.wake();
              polls.start();
              socket.start();
              retention.start();
              sweep.start();
            }));
  }

  private static void every(ScheduledExecutorService timer, long millis, Runnable task) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                // Or the timer would not come back, and clicks would wait for a restart.
                if (!StoreFailedException.isSaid(e)) {
                  log.error("What waits was not tried again; that is made up for", e);
                }
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  private static SocketSettings socketSettings(Timings timings) {
    SocketSettings standard = SocketSettings.standard();
    return new SocketSettings(
        timings.socketFirst(),
        timings.socketMost(),
        timings.refusedPause(),
        standard.helloWithin(),
        timings.socketOverlap(),
        timings.pingEvery(),
        timings.deadAfter(),
        standard.ackWithin());
  }

  private static Store openStore(Settings settings, Clock clock) throws InvalidSetupException {
    try {
      return Store.open(settings.database(), clock);
    } catch (StoreUnusableException e) {
      throw new InvalidSetupException(List.of("HOOP_SLACK_DB: " + e.getMessage()));
    }
  }

  private static void serveStatus(
      Settings settings, Readiness readiness, Metrics metrics, Closer closer)
      throws InvalidSetupException {
    if (settings.http() == null) {
      return;
    }
    try {
      StatusServer status =
          StatusServer.start(settings.http(), pool("status", 2, QUEUE, closer), readiness, metrics);
      closer.add("the health page", status::close);
    } catch (IOException e) {
      throw new InvalidSetupException(
          List.of(
              "HOOP_SLACK_HTTP: cannot listen on "
                  + settings.http()
                  + " ("
                  + e.getMessage()
                  + "); choose a free port, or off"));
    }
  }

  private static ExecutorService pool(String name, int size, int queue, Closer closer) {
    return ending(name, Threads.pool(name, size, queue), closer);
  }

  private static ExecutorService standing(String name, int size, int queue, Closer closer) {
    return ending(name, Threads.standing(name, size, queue), closer);
  }

  private static ExecutorService ending(String name, ExecutorService pool, Closer closer) {
    closer.add(
        "the threads of " + name, () -> Threads.end(pool, closer.deadline(), closer.deadline()));
    return pool;
  }

  private static ScheduledExecutorService timer(String name, Closer closer) {
    ScheduledExecutorService timer = Threads.timer(name);
    closer.add(
        "the timer of " + name, () -> Threads.end(timer, closer.deadline(), closer.deadline()));
    return timer;
  }
}
