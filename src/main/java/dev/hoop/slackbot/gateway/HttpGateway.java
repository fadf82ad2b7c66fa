package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.core.type.TypeReference;
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
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final Clock clock;
  private final Clock steady;
  private final CircuitBreaker circuitBreaker;
  private final Secret key;
  private final ConnectionPolicies connections;
  private final CachedValue<People> people;
  private final CachedValue<Routes> routes;

  /**
   * @param clock set by each answer
   * @param steady never jumps; what is kept grows old by it
   * @param displayAge how old the people and the routes may be that are only shown
   */
  public HttpGateway(
      GatewaySettings settings,
      HttpClient client,
      GatewayClock clock,
      Clock steady,
      Duration displayAge) {
    this(
        settings,
        new GatewayHttp(settings.apiUrl(), client, clock::saw),
        clock,
        steady,
        displayAge);
  }

  public HttpGateway(
      GatewaySettings settings, GatewayHttp http, Clock steady, Duration displayAge) {
    this(settings, http, steady, steady, displayAge);
  }

  private HttpGateway(
      GatewaySettings settings, GatewayHttp http, Clock clock, Clock steady, Duration displayAge) {
    this.http = http;
    this.clock = clock;
    this.steady = steady;
    this.circuitBreaker = new CircuitBreaker(steady);
    this.key = settings.apiKey();
    this.connections = new ConnectionPolicies(this, steady);
    this.people = new CachedValue<>(displayAge, steady);
    this.routes = new CachedValue<>(displayAge, steady);
  }

  /** The gateway's clock, by which the times it made are judged. */
  public Clock clock() {
    return clock;
  }

  /** The client all of the gateway's classes share, on threads of the caller's. */
  public static HttpClient client(Executor executor) {
    return GatewayHttp.client(executor);
  }

  @Override
  public PendingList fetchWaiting() throws GatewayUnavailableException {
    return new PendingListReader(this).read();
  }

  @Override
  public Optional<Session> fetchSession(SessionId session) throws GatewayUnavailableException {
    SessionWire wire = findSession(session);
    if (wire == null || wire.review() == null) {
      return Optional.empty();
    }
    if (WireMapper.needsNoPolicy(wire.review())) {
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
    Started<GatewayHttp.Streamed<ConnectionPolicy>> policy =
        connection.isEmpty() ? null : connections.start(connection);
    try {
      SessionWire wire = findSession(session);
      if (wire == null || wire.review() == null) {
        return Optional.empty();
      }
      if (WireMapper.needsNoPolicy(wire.review())) {
        return WireMapper.session(wire, ConnectionPolicy.UNKNOWN);
      }
      Instant read = steady.instant();
      String named = WireMapper.text(wire.connection());
      ConnectionPolicy fresh =
          policy != null && named.equals(connection)
              ? connections.await(connection, policy)
              : connections.fresh(named);
      if (read.plus(SLOW).isBefore(steady.instant())) {
        // A decision rests on the session most of all, so it is the last that is read.
        wire = findSession(session);
      }
      return wire == null || wire.review() == null
          ? Optional.empty()
          : WireMapper.session(wire, fresh);
    } finally {
      if (policy != null) {
        policy.first().cancel();
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
    SessionWire wire = findSession(session);
    return wire == null || wire.script() == null ? "" : WireMapper.text(wire.script().data());
  }

  @Override
  public People fetchPeople() throws GatewayUnavailableException {
    People listed = listPeople();
    if (listed.all().isEmpty()) {
      throw noUsers();
    }
    return people.set(listed);
  }

  @Override
  public People recentPeople() throws GatewayUnavailableException {
    People recent = people.get();
    if (recent != null) {
      return recent;
    }
    People listed = listPeople();
    if (!listed.all().isEmpty()) {
      return people.set(listed);
    }
    People earlier = people.last();
    if (earlier == null) {
      throw noUsers();
    }
    return earlier;
  }

  private People listPeople() throws GatewayUnavailableException {
    List<UserWire> users = fetch("/users", new TypeReference<>() {}, List.of());
    return WireMapper.people(users);
  }

  /** An empty list is a fault: whoever made the bot's key is a user. */
  private static GatewayUnavailableException noUsers() {
    return new GatewayUnavailableException("the gateway lists no users", false);
  }

  @Override
  public Routes fetchRoutes() throws GatewayUnavailableException {
    Routes recent = routes.get();
    if (recent != null) {
      return recent;
    }
    // The list alone keeps the plugin's tokens back; the single read would show them.
    List<PluginWire> plugins = fetch("/plugins", new TypeReference<>() {}, List.of());
    return routes.set(
        new Routes(
            plugins.stream()
                .filter(plugin -> "slack".equals(plugin.name()))
                .flatMap(plugin -> nonNull(plugin.connections()).stream())
                .collect(
                    Collectors.toMap(
                        connection -> WireMapper.text(connection.name()),
                        HttpGateway::channels,
                        (first, second) -> first))));
  }

  private static List<ChannelId> channels(PluginConnectionWire connection) {
    return nonNull(connection.config()).stream()
        .filter(id -> !id.isBlank())
        .map(ChannelId::new)
        .toList();
  }

  private static <T> List<T> nonNull(@Nullable List<T> list) {
    return list == null ? List.of() : list;
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
    GatewayResponse response = get(path + id);
    if (GatewayErrors.saysMissing(thing, response)) {
      return null;
    }
    T found = read(response, type);
    if (!id.equalsIgnoreCase(idOf.apply(found))) {
      throw GatewayErrors.unreachable(new IOException("an answer about something else"));
    }
    return found;
  }

  private <T> T fetch(String path, TypeReference<T> type, T fallback)
      throws GatewayUnavailableException {
    GatewayResponse response = get(path);
    if (!response.ok()) {
      throw GatewayErrors.unexpected(response);
    }
    try {
      return response.read(type, fallback);
    } catch (IOException e) {
      throw GatewayErrors.unreachable(e);
    }
  }

  static <T> T read(GatewayResponse response, Class<T> type) throws GatewayUnavailableException {
    if (!response.ok()) {
      throw GatewayErrors.unexpected(response);
    }
    try {
      return response.read(type);
    } catch (IOException e) {
      throw GatewayErrors.unreachable(e);
    }
  }

  private GatewayResponse get(String path) throws GatewayUnavailableException {
    return GatewayErrors.ofRead(ask(path));
  }

  /** The answer, whatever it is; throws where there is none. */
  GatewayResponse ask(String path) throws GatewayUnavailableException {
    return await(start(() -> http.start(path, key)));
  }

  /** Begins a read whose good answer is parsed as it comes. */
  <T> Started<GatewayHttp.Streamed<T>> start(String path, GatewayHttp.Parser<T> parser) {
    return start(() -> http.start(path, key, parser));
  }

  /** How a call is begun. */
  private interface Start<T> {
    GatewayHttp.Pending<T> begin() throws IOException;
  }

  /** A read that was begun, and how to begin it again. */
  record Started<T>(GatewayHttp.Pending<T> first, Supplier<GatewayHttp.Pending<T>> again) {}

  private <T> Started<T> start(Start<T> start) {
    return new Started<>(begin(start), () -> begin(start));
  }

  /** Reads harm nothing, so one that was cut off is made once more at once. */
  <T> T await(Started<T> started) throws GatewayUnavailableException {
    try {
      return started.first().await();
    } catch (HttpTimeoutException late) {
      throw GatewayErrors.unreachable(late);
    } catch (IOException cutOff) {
      try {
        return started.again().get().await();
      } catch (IOException again) {
        throw GatewayErrors.unreachable(again);
      }
    }
  }

  private <T> GatewayHttp.Pending<T> begin(Start<T> start) {
    try {
      circuitBreaker.enter();
    } catch (ConnectException e) {
      return new Failed<>(e);
    }
    try {
      return new Guarded<>(start.begin(), circuitBreaker);
    } catch (IOException e) {
      circuitBreaker.ended();
      return new Failed<>(e);
    }
  }

  /** A call that was not made. */
  private record Failed<T>(IOException why) implements GatewayHttp.Pending<T> {
    @Override
    public T await() throws IOException {
      throw why;
    }

    @Override
    public void cancel() {}
  }

  /** A call whose end the circuit is told of. */
  private record Guarded<T>(GatewayHttp.Pending<T> call, CircuitBreaker circuitBreaker)
      implements GatewayHttp.Pending<T> {
    @Override
    public T await() throws IOException {
      try {
        T answer = call.await();
        circuitBreaker.ended();
        return answer;
      } catch (HttpTimeoutException e) {
        circuitBreaker.timedOut();
        throw e;
      } catch (IOException e) {
        circuitBreaker.ended();
        throw e;
      }
    }

    @Override
    public void cancel() {
      call.cancel();
    }
  }
}
