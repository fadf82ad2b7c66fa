package dev.hoop.slackbot.gateway;

import dev.hoop.slackbot.review.GatewayUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Classifies the gateway's answers: a failure that passes, one that somebody must mend, a refusal,
 * and one after which the request may have been carried out.
 *
 * <p>What stands before the gateway can answer any status, in JSON too. So an error is believed
 * only where it has the words that the gateway uses for it; any other tells nothing.
 */
public final class GatewayErrors {

  private static final String UNDECIDED = "failed updating review status: ";

  private static final List<String> SAID_BEFORE_WRITING =
      List.of(
          "review not found",
          "failed obtaining review",
          "failed fetching connection for review",
          "time window can only be set once",
          "unknown status");

  private static final Set<String> REFUSALS =
      Set.of(
          "review is in wrong state",
          "unable to self approve review",
          "not eligible for review",
          "both from and to time must be provided",
          "invalid start_time format, expected HH:MM in 24-hour format",
          "invalid end_time format, expected HH:MM in 24-hour format");

  private static final Set<String> KEY_UNKNOWN = Set.of("access denied", "unauthorize");
  private static final String DENIED = "access denied";

  private GatewayErrors() {}

  /** What is asked for by its id or name, and the gateway's words when there is none. */
  public enum Thing {
    SESSION("not found"),
    CONNECTION("not found"),
    REVIEW("resource not found"),
    API_KEY("resource not found");

    private final String missing;

    Thing(String missing) {
      this.missing = missing;
    }
  }

  private static boolean says(GatewayResponse response, int status, String words) {
    return response.status() == status && response.json() && response.message().equals(words);
  }

  /** Whether the gateway itself says that there is no such thing. */
  public static boolean saysMissing(Thing thing, GatewayResponse response) {
    return says(response, 404, thing.missing);
  }

  /** Whether the gateway itself says that it does not know the key, or that it was revoked. */
  public static boolean saysKeyUnknown(GatewayResponse response) {
    return KEY_UNKNOWN.stream().anyMatch(words -> says(response, 401, words));
  }

  /** Whether the gateway itself says that the key's groups do not allow it. */
  public static boolean saysDenied(GatewayResponse response) {
    return says(response, 403, DENIED);
  }

  /** Whether the gateway itself says that it lacks the route, as older ones do. */
  public static boolean saysNoRoute(GatewayResponse response) {
    return response.status() == 404 && response.text().strip().equals("404 page not found");
  }

  public static boolean saysNameTaken(GatewayResponse response) {
    return says(response, 409, "an api key with this name already exists");
  }

  public static boolean saysKeyActive(GatewayResponse response) {
    return says(response, 422, "cannot reactivate an active api key");
  }

  /** What a good answer holds; throws as {@link #good} where it is none. */
  public static <T> T read(GatewayResponse response, Class<T> type)
      throws GatewayUnavailableException {
    try {
      return good(response).read(type);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** The list that a good answer holds; throws as {@link #good} where it is none. */
  static <T> List<T> readList(GatewayResponse response, Class<T> type)
      throws GatewayUnavailableException {
    try {
      return good(response).readList(type);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** The answer, when it is a good one; an exception that names the remedy when it is not. */
  public static GatewayResponse good(GatewayResponse response) throws GatewayUnavailableException {
    if (saysKeyUnknown(response)) {
      throw refused(
          "HOOP_API_KEY: the gateway does not accept this key (401). Make a new one in Hoop under API"
              + " keys; a key that begins with hpk_ is sent as Bearer, any other as Api-Key");
    }
    if (saysDenied(response)) {
      throw refused(
          "HOOP_API_KEY: this key may not read what the bot needs (403). Put it in the auditor or the"
              + " admin group");
    }
    if (response.status() >= 300 && response.status() < 400) {
      throw refused(
          "HOOP_API_URL: the gateway redirects ("
              + response.status()
              + "). Give its address as it is"
              + " in the end, with https and its path");
    }
    if (response.ok() && !response.json()) {
      throw refused(
          "HOOP_API_URL: this address answers with a web page, not with the gateway's API. Give the"
              + " gateway's base address, with its path if it has one, without /api");
    }
    if (response.status() == 404 && !response.json()) {
      throw refused(
          "HOOP_API_URL: the gateway's API is not at this address (404). Give the gateway's base"
              + " address, with its path if it has one, without /api");
    }
    if (!response.ok()) {
      String message = response.message();
      throw new GatewayUnavailableException(
          "the gateway answers " + response.status() + (message.isEmpty() ? "" : ": " + message),
          false);
    }
    return response;
  }

  public static GatewayUnavailableException unreachable(IOException e) {
    if (e instanceof InvalidKeyException) {
      return refused(
          "HOOP_API_KEY: this key holds a character that no key has, such as a space. Copy it again");
    }
    return new GatewayUnavailableException(
        "the gateway cannot be reached or does not finish its answer (" + kind(e) + ")", false);
  }

  /** The kind of failure alone, since messages can quote an address or a body. */
  public static String kind(IOException e) {
    if (e instanceof KeyAnswerException
        || e instanceof CredentialFaultException
        || e instanceof InvalidKeyException) {
      return String.valueOf(e.getMessage());
    }
    return e.getClass().getSimpleName();
  }

  /**
   * Whether an answer to a verdict is the gateway's own refusal, which leaves nothing written. Its
   * 500 is as often a lasting refusal as a failure; any other can come from what stands before it,
   * which does not know what the gateway did.
   */
  public static boolean refusesVerdict(GatewayResponse response) {
    if (!response.json()) {
      return false;
    }
    return (response.status() == 400 && REFUSALS.contains(response.message()))
        || (response.status() == 500
            && SAID_BEFORE_WRITING.stream()
                .anyMatch(words -> response.message().startsWith(UNDECIDED + words)));
  }

  private static GatewayUnavailableException refused(String message) {
    return new GatewayUnavailableException(message, true);
  }
}
