package dev.hoop.slackbot.sandbox;

import dev.hoop.slackbot.app.Bot;
import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.Settings;
import dev.hoop.slackbot.app.settings.SettingsReader;
import dev.hoop.slackbot.app.settings.Timings;
import dev.hoop.slackbot.app.startup.ShutdownSignal;
import dev.hoop.slackbot.sandbox.gateway.GatewayStandIn;
import dev.hoop.slackbot.sandbox.slack.EnterpriseGrid;
import dev.hoop.slackbot.sandbox.slack.Message;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import dev.hoop.slackbot.sync.RereadBackoff;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Both stand-ins with a few users and connections, and the real bot between them. Not thread-safe:
 * one thread calls it; the stand-ins and the bot have threads of their own.
 */
public final class TestEnvironment implements AutoCloseable {

  public static final String CHANNEL = "C0REVIEWS";
  public static final String ANN = "U0ANN";
  public static final String SUE = "U0SUE";
  public static final String BOB = "U0BOB";

  /** Has no Hoop user. */
  public static final String EVE = "U0EVE";

  /** The organisation of {@link #inEnterpriseGrid}. */
  public static final String GRID = "E0ACME";

  /** A Hoop user, in another workspace of the organisation; see {@link #inEnterpriseGrid}. */
  public static final String WIM = "W0WIM";

  /** A Hoop user whom Slack counts to the organisation itself; see {@link #inEnterpriseGrid}. */
  public static final String WEA = "W0WEA";

  /** Of another company, and all the same linked to a Hoop user; see {@link #shareChannel}. */
  public static final String FAY = "U0FAY";

  /** The same of a company that has an Enterprise Grid organisation. */
  public static final String FRED = "W0FRED";

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final SlackStandIn slack;
  private final GatewayStandIn gateway;
  private final Map<String, String> environment = new HashMap<>();
  private Clock botClock = Clock.systemUTC();
  private @Nullable Bot bot;

  private TestEnvironment(SlackStandIn slack, GatewayStandIn gateway) {
    this.slack = slack;
    this.gateway = gateway;
  }

  /**
   * Starts both stand-ins, with no session yet; the bot is not started.
   *
   * @param folder where the bot keeps its database
   */
  public static TestEnvironment open(Path folder) {
    TestEnvironment env = new TestEnvironment(SlackStandIn.start(), GatewayStandIn.start());
    env.setUp(folder);
    return env;
  }

  private void setUp(Path folder) {
    slack.addChannel(CHANNEL, "hoop-reviews", false, true);
    slack.addUser(ANN, "Ann", "ann@acme.io");
    slack.addUser(SUE, "Sue", "sue@acme.io");
    slack.addUser(BOB, "Bob", "bob@acme.io");
    slack.addUser(EVE, "Eve", "eve@acme.io");
    gateway.addUser("Ann", ANN, "dba");
    gateway.addUser("Sue", SUE, "dba", "sre");
    gateway.addUser("Bob", BOB, "dev");
    gateway.addConnection("billing-db", "dba");
    gateway.addConnection("orders-db", "dba", "sre");
    gateway.addConnection("bastion", "sre");
    environment.put("SLACK_BOT_TOKEN", slack.botToken());
    environment.put("SLACK_APP_TOKEN", slack.appToken());
    environment.put("SLACK_CHANNEL", "#hoop-reviews");
    environment.put("SLACK_API_URL", slack.apiUrl().toString());
    environment.put("HOOP_API_URL", gateway.url().toString());
    environment.put("HOOP_API_KEY", gateway.createKey("slack-bot", "admin"));
    environment.put("HOOP_POLL_INTERVAL", "25ms");
    environment.put("HOOP_SLACK_DB", "jdbc:sqlite:" + folder.resolve("bot.db"));
    environment.put("HOOP_SLACK_HTTP", "off");
  }

  public SlackStandIn slack() {
    return slack;
  }

  public GatewayStandIn gateway() {
    return gateway;
  }

  /** Makes the workspace one of an organisation with two people who are at home elsewhere in it. */
  public void inEnterpriseGrid(boolean orgWide) {
    slack.joinGrid(new EnterpriseGrid(GRID, "Acme Group", orgWide));
    slack.addGridUser(WIM, "Wim", "wim@acme.io", "T0LABS");
    slack.addGridUser(WEA, "Wea", "wea@acme.io", GRID);
    gateway.addUser("Wim", WIM, "dba");
    gateway.addUser("Wea", WEA, "dba");
  }

  /** Shares the channel with two other companies, by Slack Connect. */
  public void shareChannel() {
    slack.addForeignUser(FAY, "Fay", "T0OTHER");
    slack.addForeignUser(FRED, "Fred", "T0THIRD", "E0THIRD");
    gateway.addUser("Fay", FAY, "dba");
    gateway.addUser("Fred", FRED, "dba");
  }

  /** The settings as a process would get them; change them before the bot starts. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The clock of the machine that the bot is started on next. */
  public void setBotClock(Clock clock) {
    botClock = clock;
  }

  /** Starts the bot, and returns when it is connected to Slack. */
  public void startBot() throws InvalidSetupException {
    Settings settings = SettingsReader.read(environment);
    Bot opened = Bot.open(settings, shortTimings(), botClock, new ShutdownSignal()).orElseThrow();
    bot = opened;
    opened.start();
    eventually(
        "the bot connected to Slack",
        () -> slack.connectionCount() > 0 ? Optional.of(true) : Optional.empty());
  }

  /** Ends the bot as SIGTERM would. */
  public void stopBot() {
    Bot running = bot;
    if (running != null) {
      running.close();
      bot = null;
    }
  }

  /** Shorter than in production, so that tests are fast. */
  private static Timings shortTimings() {
    return new Timings(
        new RereadBackoff(Duration.ofMillis(40), Duration.ofMillis(200)),
        Duration.ofMillis(400),
        Duration.ofMillis(5),
        100,
        Duration.ofMillis(1),
        1_000,
        Duration.ofSeconds(12),
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofMillis(200),
        Duration.ofMillis(300),
        Duration.ofMillis(500),
        Duration.ofSeconds(5),
        Duration.ofMillis(500),
        Duration.ofMillis(100));
  }

  /** Waits for the card of a review in {@link #CHANNEL} to contain the words. */
  public Message card(String review, String words) {
    return cardIn(CHANNEL, review, words);
  }

  /** Waits for the card of a review in a channel to contain the words. */
  public Message cardIn(String channel, String review, String words) {
    return eventually(
        "a card of review " + review + " in " + channel + " that says \"" + words + "\"",
        () -> find(slack.messages(channel), m -> of(m, review) && m.words().contains(words)));
  }

  /** Waits for a direct message to the user that contains the words. */
  public Message directMessage(String user, String words) {
    return eventually(
        "a direct message to " + user + " that says \"" + words + "\"",
        () -> find(slack.directMessages(user), m -> m.words().contains(words)));
  }

  /** Waits for an answer that only this user sees and that contains the words. */
  public String toldPrivately(String user, String words) {
    return eventually(
        "an answer for " + user + " alone that says \"" + words + "\"",
        () ->
            slack.responses().stream()
                .filter(r -> r.user().equals(user) && r.words().contains(words))
                .map(r -> r.words())
                .findFirst()
                .or(
                    () ->
                        slack.ephemerals().stream()
                            .filter(e -> e.user().equals(user) && e.words().contains(words))
                            .map(e -> e.words())
                            .findFirst()));
  }

  /** Waits until {@code look} finds something, for 20 seconds at most. */
  public <T> T eventually(String what, java.util.function.Supplier<Optional<T>> look) {
    return slack.await(what, DEADLINE, look);
  }

  /** Whether a message is a card of that review. */
  public static boolean of(Message message, String review) {
    var metadata = message.metadata();
    return metadata != null
        && metadata.path("event_payload").path("review_id").asText().equals(review);
  }

  private static Optional<Message> find(List<Message> messages, Predicate<Message> wanted) {
    return messages.stream().filter(m -> !m.deleted()).filter(wanted).findFirst();
  }

  @Override
  public void close() {
    stopBot();
    slack.close();
    gateway.close();
  }
}
