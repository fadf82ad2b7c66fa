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
import dev.hoop.slackbot.gateway.GatewayClock;
import dev.hoop.slackbot.gateway.GatewayHttp;
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
import dev.hoop.slackbot.slack.OrganisationLookup;
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
import dev.hoop.slackbot.sync.PendingReviewPoller;
import dev.hoop.slackbot.sync.PollLoop;
import dev.hoop.slackbot.sync.Reconciler;
import dev.hoop.slackbot.sync.Routing;
import dev.hoop.slackbot.sync.SlackLinkMonitor;
import java.io.IOException;
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
 * Builds the bot's parts, each after those it needs; the closer ends them in the reverse order.
 * Used once.
 */
final class Wiring {

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

  private final Settings settings;
  private final Timings timings;
  private final Clock clock;
  private final Clock steady;
  private final Closer closer;
  private final RandomGenerator random = RandomGenerator.getDefault();

  /**
   * @param steady must not jump
   */
  Wiring(Settings settings, Timings timings, Clock clock, Clock steady, Closer closer) {
    this.settings = settings;
    this.timings = timings;
    this.clock = clock;
    this.steady = steady;
    this.closer = closer;
  }

  /** What an operator's tools read. */
  private record Health(Readiness readiness, CredentialHealth credentials, Metrics metrics) {}

  /** What most parts need. */
  private record Shared(
      Store store,
      Health health,
      StartupChecks.Prepared prepared,
      HttpGateway gateway,
      GatewayClock gatewayClock,
      SlackMessageSender slack,
      MessageSettings messageSettings,
      MessageRenderer renderer,
      Rules rules) {

    OrganisationLookup teams() {
      var identity = prepared.identity();
      return new OrganisationLookup(slack, identity.workspace(), identity.scopes());
    }
  }

  /**
   * Asks Slack and the gateway, and builds everything.
   *
   * @return what lets the bot work; empty when somebody asked to stop first
   */
  Optional<Runnable> wire(ShutdownSignal stop) throws InvalidSetupException {
    Store store = openStore();
    closer.add("the store", store::close);
    Health health = health(store);
    GatewayClock gatewayClock = new GatewayClock(clock);
    GatewayHttp http =
        new GatewayHttp(
            settings.apiUrl(),
            GatewayHttp.client(pool("http", WORKERS, Integer.MAX_VALUE)),
            gatewayClock::saw);
    Slack slack = SlackClients.open(settings.slackApiUrl());
    closer.add("the Slack client", slack::close);
    Optional<StartupChecks.Prepared> prepared =
        new StartupChecks(
                settings,
                new SlackStartup(slack, settings.slackBotToken(), settings.slackAppToken()),
                new GatewayStartup(
                    http, settings.apiKey(), settings.groupKeys(), health.credentials()),
                store.keys(),
                store.channelNames(),
                timings)
            .run(stop);
    if (prepared.isEmpty()) {
      return Optional.empty();
    }
    MessageSettings messageSettings = new MessageSettings(settings.webUrl(), settings.showScript());
    store.showBy(messageSettings + " " + new TreeSet<>(settings.groupKeys().keySet()));
    Shared shared =
        new Shared(
            store,
            health,
            prepared.get(),
            new HttpGateway(http, settings.apiKey(), steady, timings.displayAge()),
            gatewayClock,
            new SlackMessageSender(slack, timings.postTimeout(), settings.slackBotToken()),
            messageSettings,
            new BlockKitRenderer(messageSettings),
            new Rules(rulesConfig(prepared.get())));
    return Optional.of(start(shared, slack));
  }

  private Runnable start(Shared shared, Slack slack) {
    OutboxDispatcher dispatcher = dispatcher(shared);
    Reconciler reconciler = reconciler(shared, dispatcher::wake);
    // Closed after the clicks, which need it to their end.
    ExecutorService facts = standing("fact", CLICKS * FACTS_BESIDE, QUEUE);
    ExecutorService clicks = Threads.standing("click", CLICKS, Integer.MAX_VALUE);
    closer.add(
        "the verdicts under way",
        () -> Threads.end(clicks, FOR_VERDICTS, FOR_INTERRUPTED_VERDICTS));
    KeyedThreadPool keyedExecutor =
        new KeyedThreadPool(clicks, pool("look", WORKERS, Integer.MAX_VALUE), WORKERS);
    ClickQueue queue = queue(shared, keyedExecutor, facts, reconciler, dispatcher::wake);
    DialogService dialogs = dialogs(shared, dispatcher::wake);
    ScheduledExecutorService retries = timer("retry");
    PollLoop polls = polls(shared, keyedExecutor, reconciler, dispatcher::wake);
    SocketModeConnection socket = socket(slack, queue, dialogs);
    closer.add("the Slack connection", socket::close);
    CredentialSweep sweep =
        new CredentialSweep(shared.prepared().submitter(), timings, timer("credentials"));
    ScheduledExecutorService upkeep = timer("retention");
    Retention retention =
        new Retention(
            shared.store(),
            settings.keep(),
            settings.auditKeep(),
            clock,
            shared.gatewayClock(),
            polls::up,
            upkeep);
    Readiness readiness = shared.health().readiness();
    readiness.is("gateway", polls::up);
    readiness.explain("gateway", polls::detail);
    readiness.is("slack", () -> socket.connected() && shared.slack().accepted());
    return () -> {
      sayHowItRuns(shared.prepared());
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
            if (shared.store().boundDueTimes()) {
              dispatcher.wake();
            }
          });
      dispatcher.wake();
      polls.start();
      socket.start();
      retention.start();
      sweep.start();
    };
  }

  private void sayHowItRuns(StartupChecks.Prepared prepared) {
    log.info(
        "Running as {} of workspace {}, with the gateway at {}",
        prepared.identity().botUser(),
        prepared.identity().workspace().team(),
        settings.apiUrl());
    log.info(
        "The e-mail of a Slack profile {} the Hoop user's before a decision counts",
        prepared.matchEmails() ? "must equal" : "is not compared with");
  }

  private RulesConfig rulesConfig(StartupChecks.Prepared prepared) {
    return new RulesConfig(
        prepared.identity().workspace(),
        settings.adminSelfApproval(),
        settings.distinctApprovers(),
        prepared.matchEmails(),
        prepared.auditorGroup());
  }

  private Health health(Store store) throws InvalidSetupException {
    Readiness readiness = new Readiness();
    readiness.is("store", store::works);
    CredentialHealth credentials = new CredentialHealth();
    readiness.is("credentials", () -> credentials.detail().isEmpty());
    readiness.explain("credentials", credentials::detail);
    Metrics metrics = new Metrics(readiness, store.cards(), store.messages(), credentials, clock);
    serveStatus(readiness, metrics);
    return new Health(readiness, credentials, metrics);
  }

  private OutboxDispatcher dispatcher(Shared shared) {
    Store store = shared.store();
    ChannelHealth channels = new ChannelHealth(shared.slack(), store.channelNames());
    shared.health().metrics().tell(channels);
    shared.health().readiness().explain("slack", channels::detail);
    SlackStartup.FoundChannel everywhere = shared.prepared().channel();
    if (everywhere != null && everywhere.problem() != null) {
      channels.found(everywhere.id(), everywhere.problem(), everywhere.renamed());
    }
    ExecutorService senders = pool("send", SENDERS, QUEUE);
    ExecutorService urgentSenders = pool("send-urgent", WORKERS, QUEUE);
    return new OutboxDispatcher(
        store.cards(),
        store.messages(),
        channels,
        shared.renderer(),
        clock,
        shared.gatewayClock(),
        steady,
        timer("outbox"),
        new WorkerPool(senders, SENDERS),
        new WorkerPool(urgentSenders, WORKERS),
        new RateLimiter(
            timings.postGap(), timings.postBurst(), timings.updateGap(), timings.updateBurst()),
        new RetryBackoff(timings.retryFirst(), timings.retryMost(), random));
  }

  private Reconciler reconciler(Shared shared, Runnable onChange) {
    SlackStartup.FoundChannel everywhere = shared.prepared().channel();
    Reconciler reconciler =
        new Reconciler(
            shared.gateway(),
            shared.prepared().submitter(),
            shared.store().reviews(),
            shared.renderer(),
            new Routing(settings.everyConnection(), everywhere == null ? null : everywhere.id()),
            timings.spacing(),
            shared.gatewayClock(),
            onChange);
    shared
        .health()
        .metrics()
        .count(
            "hoop_slack_reviews_given_up",
            "Reviews followed no longer, since Hoop said nothing new of them for a week.",
            reconciler::givenUp);
    return reconciler;
  }

  private ClickQueue queue(
      Shared shared,
      KeyedThreadPool keyedExecutor,
      ExecutorService facts,
      Reconciler reconciler,
      Runnable onChange) {
    Store store = shared.store();
    ClickFactsReader reader =
        new ClickFactsReader(
            shared.gateway(),
            shared.prepared().submitter(),
            shared.slack(),
            shared.teams(),
            store.reviews(),
            shared.rules().needsSlackEmail(),
            facts,
            steady);
    ClickHandler handler =
        new ClickHandler(
            reader,
            shared.rules(),
            shared.prepared().submitter(),
            store.clickStore(),
            store.reviews(),
            reconciler,
            shared.renderer(),
            clock,
            steady,
            onChange);
    return new ClickQueue(store.clickStore(), keyedExecutor, handler, clock, steady);
  }

  private DialogService dialogs(Shared shared, Runnable onChange) {
    Store store = shared.store();
    CommandHandler commands =
        new CommandHandler(
            shared.gateway(),
            store.reviews(),
            store.cards(),
            shared.rules(),
            shared.slack(),
            shared.teams(),
            new BlockKitCommandReplies(shared.messageSettings()),
            clock);
    return new DialogService(
        shared.slack(),
        commands,
        new DialogViews(shared.messageSettings()),
        shared.gateway(),
        store.reviews(),
        store.messages(),
        onChange,
        pool("dialog", WORKERS, DIALOGS),
        pool("talk", WORKERS, QUEUE),
        clock);
  }

  private PollLoop polls(
      Shared shared, KeyedThreadPool keyedExecutor, Reconciler reconciler, Runnable onChange) {
    PendingReviewPoller poller =
        new PendingReviewPoller(
            shared.gateway(),
            shared.store().reviews(),
            keyedExecutor,
            reconciler,
            timings.spacing(),
            shared.gatewayClock(),
            steady);
    SlackLinkMonitor links =
        new SlackLinkMonitor(
            shared.gateway(),
            shared.store().links(),
            shared.slack(),
            shared.prepared().matchEmails(),
            shared.renderer(),
            onChange);
    return new PollLoop(poller, links, settings.pollInterval(), timer("poll"), steady, random);
  }

  private SocketModeConnection socket(Slack slack, ClickQueue queue, DialogService dialogs) {
    return new SocketModeConnection(
        new SlackSocketUrls(slack, settings.slackAppToken()),
        new SlackListeners(queue, dialogs, clock),
        new SocketLog(),
        socketSettings(),
        SlackClients.proxy(slack),
        standing("listen", LISTENERS, QUEUE),
        pool("connect", 1, QUEUE),
        timer("socket"),
        steady,
        random);
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

  private SocketSettings socketSettings() {
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

  private Store openStore() throws InvalidSetupException {
    try {
      return Store.open(settings.database(), clock);
    } catch (StoreFailedException e) {
      throw new InvalidSetupException(List.of("HOOP_SLACK_DB: " + e.getMessage()));
    }
  }

  private void serveStatus(Readiness readiness, Metrics metrics) throws InvalidSetupException {
    if (settings.http() == null) {
      return;
    }
    try {
      StatusServer status =
          StatusServer.start(settings.http(), pool("status", 2, QUEUE), readiness, metrics);
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

  private ExecutorService pool(String name, int size, int queue) {
    return ending(name, Threads.pool(name, size, queue));
  }

  private ExecutorService standing(String name, int size, int queue) {
    return ending(name, Threads.standing(name, size, queue));
  }

  private ExecutorService ending(String name, ExecutorService pool) {
    closer.add("the threads of " + name, () -> Threads.end(pool, closer.left(), closer.left()));
    return pool;
  }

  private ScheduledExecutorService timer(String name) {
    ScheduledExecutorService timer = Threads.timer(name);
    closer.add("the timer of " + name, () -> Threads.end(timer, closer.left(), closer.left()));
    return timer;
  }
}
