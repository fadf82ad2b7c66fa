package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.gateway.Wire.PluginConnectionWire;
import dev.hoop.slackbot.gateway.Wire.PluginWire;
import dev.hoop.slackbot.gateway.Wire.ReviewWire;
import dev.hoop.slackbot.gateway.Wire.SessionWire;
import dev.hoop.slackbot.gateway.Wire.UserWire;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.review.People;
import dev.hoop.slackbot.review.ReviewId;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.Session;
import dev.hoop.slackbot.review.SessionId;
import dev.hoop.slackbot.sync.PendingList;
import dev.hoop.slackbot.sync.ReviewSource;
import dev.hoop.slackbot.sync.Routes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The gateway, read over its REST API. Thread-safe. */
public final class HttpGateway implements ReviewSource {

  /** Longer than two reads side by side take; meanwhile somebody may have decided. */
  private static final Duration SLOW = Duration.ofMillis(100);

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final GatewayHttp http;
  private final Secret key;
  private final Clock steady;
  private final CircuitBreaker circuitBreaker;
  private final ConnectionPolicies connections;
  private final CachedValue<People> people;
  private final CachedValue<Routes> routes;

  /**
   * The gateway.
   *
   * @param steady never jumps; what is kept grows old by it
   * @param displayAge how old the people and the routes may be that are only shown
   */
  public HttpGateway(GatewayHttp http, Secret key, Clock steady, Duration displayAge) {
    this.http = http;
    this.key = key;
    this.steady = steady;
    this.circuitBreaker = new CircuitBreaker(steady);
    this.connections = new ConnectionPolicies(this, steady);
    this.people = new CachedValue<>(displayAge, steady);
    this.routes = new CachedValue<>(displayAge, steady);
  }

  @Override
  public PendingList fetchWaiting() throws GatewayUnavailableException {
    return new PendingListReader(this).read();
  }

  @Override
  public Optional<Session> fetchSession(SessionId session) throws GatewayUnavailableException {
    SessionWire wire = findSession(session);
    if (wire == null || WireMapper.needsNoPolicy(wire)) {
      return WireMapper.session(wire, ConnectionPolicy.UNKNOWN);
    }
    String connection = WireMapper.text(wire.connection());
    Optional<Session> found = WireMapper.session(wire, connections.policy(connection));
    // By a kept policy a review looks stuck whose number of approvals was just raised.
    return found.isPresent() && found.get().review().stuck()
        ? WireMapper.session(wire, connections.fresh(connection))
        : found;
  }

  @Override
  public Optional<Session> fetchForDecision(SessionId session, String connection)
      throws GatewayUnavailableException {
    Read policy = connection.isEmpty() ? null : connections.begin(connection);
    try {
      SessionWire wire = findSession(session);
      if (wire == null || WireMapper.needsNoPolicy(wire)) {
        return WireMapper.session(wire, ConnectionPolicy.UNKNOWN);
      }
      Instant read = steady.instant();
      String named = WireMapper.text(wire.connection());
      ConnectionPolicy fresh =
          policy != null && named.equals(connection)
              ? connections.await(connection, policy)
              : connections.fresh(named);
      // A decision rests on the session most of all, so it is the last that is read.
      boolean slow = read.plus(SLOW).isBefore(steady.instant());
      return WireMapper.session(slow ? findSession(session) : wire, fresh);
    } finally {
      if (policy != null) {
        policy.answer().cancel(true);
      }
    }
  }

  @Override
  public Optional<Session> fetchByReview(ReviewId review) throws GatewayUnavailableException {
    ReviewWire wire =
        find(
            GatewayErrors.Thing.REVIEW,
            "/reviews/",
            review.value(),
            ReviewWire.class,
            ReviewWire::id);
    return wire == null || wire.session() == null
        ? Optional.empty()
        : fetchForDecision(new SessionId(wire.session()), "");
  }

  @Override
  public String fetchScript(SessionId session) throws GatewayUnavailableException {
    return WireMapper.script(findSession(session));
  }

  @Override
  public People fetchPeople() throws GatewayUnavailableException {
    return listPeople(null);
  }

  @Override
  public People recentPeople() throws GatewayUnavailableException {
    People recent = people.get();
    return recent == null ? listPeople(people.last()) : recent;
  }

  /**
   * An empty list is a fault: whoever made the bot's key is a user.
   *
   * @param earlier what is returned then; null to throw
   */
  private People listPeople(@Nullable People earlier) throws GatewayUnavailableException {
    People listed = WireMapper.people(GatewayErrors.readList(ask("/users"), UserWire.class));
    if (!listed.all().isEmpty()) {
      return people.set(listed);
    }
    if (earlier == null) {
      throw new GatewayUnavailableException("the gateway lists no users", false);
    }
    return earlier;
  }

  @Override
  public Routes fetchRoutes() throws GatewayUnavailableException {
    Routes recent = routes.get();
    if (recent != null) {
      return recent;
    }
    // The list alone keeps the plugin's tokens back; the single read would show them.
    return routes.set(
        new Routes(
            GatewayErrors.readList(ask("/plugins"), PluginWire.class).stream()
                .filter(plugin -> "slack".equals(plugin.name()))
                .flatMap(plugin -> WireMapper.nonNull(plugin.connections()).stream())
                .collect(
                    Collectors.toMap(
                        connection -> WireMapper.text(connection.name()),
                        HttpGateway::channels,
                        (first, second) -> first))));
  }

  private static List<ChannelId> channels(PluginConnectionWire connection) {
    return WireMapper.nonNull(connection.config()).stream()
        .filter(id -> !id.isBlank())
        .map(ChannelId::new)
        .toList();
  }

  private @Nullable SessionWire findSession(SessionId session) throws GatewayUnavailableException {
    return find(
        GatewayErrors.Thing.SESSION,
        "/sessions/",
        session.value(),
        SessionWire.class,
        SessionWire::id);
  }

  /**
   * Null when the gateway says that there is no such thing. An id of another shape is not sent,
   * since the gateway answers 500 to it; an answer about something else is no answer of the
   * gateway's.
   */
  private <T> @Nullable T find(
      GatewayErrors.Thing thing,
      String path,
      String id,
      Class<T> type,
      Function<T, @Nullable String> idOf)
      throws GatewayUnavailableException {
    if (!UUID.matcher(id).matches()) {
      return null;
    }
    GatewayResponse response = ask(path + id);
    if (GatewayErrors.saysMissing(thing, response)) {
      return null;
    }
    T found = GatewayErrors.read(response, type);
    if (!id.equalsIgnoreCase(idOf.apply(found))) {
      throw GatewayErrors.unreachable(new IOException("an answer about something else"));
    }
    return found;
  }

  /** The answer, whatever it is; throws where there is none. */
  GatewayResponse ask(String path) throws GatewayUnavailableException {
    return await(begin(path));
  }

  /** A read that was begun. Whoever does not wait for its answer must cancel it. */
  record Read(String path, CompletableFuture<HttpResponse<byte[]>> answer) {}

  /** Begins a read, so that another can run beside it. */
  Read begin(String path) throws GatewayUnavailableException {
    try {
      circuitBreaker.enter();
      return new Read(path, http.start("GET", path, null, key));
    } catch (IOException e) {
      throw GatewayErrors.unreachable(e);
    }
  }

  /** Reads harm nothing, so one that was cut off is made once more at once. */
  GatewayResponse await(Read read) throws GatewayUnavailableException {
    try {
      return awaitOnce(read);
    } catch (HttpTimeoutException late) {
      throw GatewayErrors.unreachable(late);
    } catch (IOException cutOff) {
      try {
        return awaitOnce(begin(read.path()));
      } catch (IOException again) {
        throw GatewayErrors.unreachable(again);
      }
    }
  }

  private GatewayResponse awaitOnce(Read read) throws IOException {
    try {
      GatewayResponse response = http.await(read.answer());
      circuitBreaker.ended();
      return response;
    } catch (HttpTimeoutException e) {
      circuitBreaker.timedOut();
      throw e;
    } catch (IOException e) {
      circuitBreaker.ended();
      throw e;
    }
  }
}
