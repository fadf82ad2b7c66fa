package dev.hoop.slackbot.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in does with the requests that its {@link StandInServer} receives; called by many
 * threads at once.
 *
 * @param <R> a request as this stand-in reads it
 */
public interface RequestHandler<R> {
  /** Reads the whole request; the exchange is answered by the server alone. */
  R read(HttpExchange exchange) throws IOException, UnreadableRequestException;

  /** The text that the patterns of the {@link FaultPlan} are compared with. */
  String faultKey(R request);

  /** Returns when the stand-in's usual response time has passed. */
  default void awaitResponseTime(R request) {}

  /**
   * The refusal of a request that comes too early, empty when it may be performed. It is sent even
   * where a fault withholds the answer of a request that is performed.
   */
  default Optional<HttpReply> rateLimit(R request) {
    return Optional.empty();
  }

  /** Performs the request. */
  HttpReply perform(R request);

  /**
   * Records the request; called before the answer is sent.
   *
   * @param status the answer's status, 0 when the answer is withheld or cut short
   * @param error the answer's error or what the fault was; null when all went well
   */
  void log(R request, int status, @Nullable String error);

  /** Called when one of the other methods threw this, which is a defect of the stand-in. */
  default void failed(R request, Throwable defect) {}
}
