package dev.hoop.slackbot.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's JSON as it comes over the wire: every field may be absent, since releases differ,
 * and fields this bot has no use for are not read. Secrets of connections and plugins are among
 * those.
 */
public final class Wire {

  public static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Wire() {}

  record SessionPage(@Nullable List<SessionWire> data, boolean hasNextPage) {}

  record SessionWire(
      @Nullable String id,
      @Nullable ScriptWire script,
      @Nullable String user,
      @Nullable String userId,
      @Nullable String userName,
      @Nullable String type,
      @Nullable String connectionSubtype,
      @Nullable String connection,
      @Nullable ReviewWire review,
      @Nullable String status,
      @Nullable Integer exitCode,
      @Nullable Instant endDate,
      @Nullable AiWire aiAnalysis) {}

  record ScriptWire(@Nullable String data) {}

  record AiWire(
      @Nullable String riskLevel,
      @Nullable String title,
      @Nullable String explanation,
      @Nullable String summary) {}

  /**
   * A review within a session, or on its own.
   *
   * @param accessDuration in nanoseconds, although the gateway's table calls its column seconds
   */
  public record ReviewWire(
      @Nullable String id,
      @Nullable String session,
      @Nullable String type,
      long accessDuration,
      @Nullable String status,
      @Nullable Instant revokeAt,
      @Nullable Instant createdAt,
      @JsonProperty("review_groups_data") @Nullable List<GroupWire> groups,
      @Nullable TimeWindowWire timeWindow,
      @Nullable String accessRequestRuleName,
      @Nullable Integer minApprovals,
      @Nullable List<String> forceApprovalGroups,
      @Nullable String rejectionReason) {}

  record GroupWire(
      @Nullable String group,
      @Nullable String status,
      @Nullable DeciderWire reviewedBy,
      @Nullable Instant reviewDate,
      boolean forcedReview) {}

  record DeciderWire(
      @Nullable String id,
      @Nullable String name,
      @Nullable String email,
      @Nullable String slackId) {}

  record TimeWindowWire(@Nullable String type, @Nullable Map<String, String> configuration) {}

  public record UserWire(
      @Nullable String id,
      @Nullable String name,
      @Nullable String email,
      @Nullable String status,
      @Nullable String role,
      @Nullable String slackId,
      @Nullable List<String> groups) {}

  /**
   * What a connection says of its reviews. An admin's key is shown the connection's secrets as
   * well, which are skipped, so that none becomes a text.
   */
  record ConnectionWire(
      @Nullable String name,
      @Nullable Integer minReviewApprovals,
      @Nullable List<String> forceApproveGroups) {}

  record PluginWire(@Nullable String name, @Nullable List<PluginConnectionWire> connections) {}

  record PluginConnectionWire(@Nullable String name, @Nullable List<String> config) {}

  public record KeyWire(
      @Nullable String id,
      @Nullable String name,
      @Nullable String status,
      @Nullable List<String> groups,
      @Nullable String createdBy,
      @Nullable String key) {}

  record MessageWire(@Nullable String message) {}

  public record VerdictWire(
      String status,
      @Nullable TimeWindowWire timeWindow,
      boolean forceReview,
      String rejectionReason) {}
}
