package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON objects of the answers; absent fields and nulls are exactly as in the gateway. */
final class ResponseBodies {
  static final String VERSION = "1.148.0";

  private ResponseBodies() {}

  static ObjectNode message(String text) {
    return Json.object().put("message", text);
  }

  static ObjectNode review(ReviewState review) {
    ObjectNode json = reviewHead(review);
    json.put("session", review.session());
    return json;
  }

  /** As embedded in a session: without the session id, and in lists with four fields null. */
  static ObjectNode reviewInSession(ReviewState stored, boolean list) {
    ObjectNode json = reviewHead(stored.inMillis());
    if (list) {
      json.putNull("time_window");
      json.putNull("access_request_rule_name");
      json.putNull("min_approvals");
      json.putNull("force_approval_groups");
    }
    return json;
  }

  private static ObjectNode reviewHead(ReviewState review) {
    ObjectNode json =
        Json.object()
            .put("id", review.id())
            .put("type", review.type())
            .put("access_duration", review.accessNanos())
            .put("status", review.status())
            .put("revoke_at", Rfc3339.format(review.revokeAt()))
            .put("created_at", Rfc3339.format(review.createdAt()));
    ArrayNode rows = json.putArray("review_groups_data");
    review.rows().forEach(row -> rows.add(row(row)));
    json.set("time_window", review.timeWindow());
    json.put("access_request_rule_name", review.rule());
    json.put("min_approvals", review.minApprovals());
    List<String> force = review.forceGroups();
    json.set("force_approval_groups", force == null ? null : Json.strings(force));
    if (review.rejectionReason() != null) {
      json.put("rejection_reason", review.rejectionReason());
    }
    return json;
  }

  private static ObjectNode row(ReviewState.Row row) {
    ObjectNode json =
        Json.object().put("id", row.id()).put("group", row.group()).put("status", row.status());
    Caller by = row.by();
    if (by == null) {
      json.putNull("reviewed_by");
    } else {
      ObjectNode who = json.putObject("reviewed_by");
      if (!by.id().isEmpty()) {
        who.put("id", by.id());
      }
      if (!by.name().isEmpty()) {
        who.put("name", by.name());
      }
      who.put("email", by.email()).put("slack_id", by.slackId());
    }
    return json.put("review_date", Rfc3339.format(row.at())).put("forced_review", row.forced());
  }

  static ObjectNode session(
      GatewayState.Session session, @Nullable ReviewState review, boolean list) {
    ObjectNode json = Json.object().put("id", session.id).put("org_id", GatewayState.ORG);
    if (list) {
      json.putNull("script");
    } else {
      json.putObject("script").put("data", session.script);
    }
    json.put("script_size", session.script.getBytes(StandardCharsets.UTF_8).length);
    json.putNull("labels").putNull("integrations_metadata").putNull("metadata");
    json.set("metrics", session.metrics);
    json.put("user", session.email)
        .put("user_id", session.subject)
        .put("user_name", session.userName)
        .put("type", "database")
        .put("connection_subtype", "postgres")
        .put("connection", session.connection)
        .put("resource_name", session.connection)
        .put("role_name", session.connection);
    json.set("connection_tags", session.tagged ? Json.object() : null);
    json.set("review", review == null ? null : reviewInSession(review, list));
    json.put("verb", session.verb)
        .put("status", session.status)
        .put("exit_code", session.exitCode)
        .put("event_size", session.eventSize)
        .put("start_date", Rfc3339.format(session.startedAt))
        .put("end_date", Rfc3339.format(session.endedAt));
    json.set("ai_analysis", list ? null : session.aiAnalysis);
    return json.putNull("guardrails_info").put("identity_type", "user");
  }

  static ObjectNode user(GatewayState.User user) {
    ObjectNode json =
        Json.object()
            .put("id", user.subject())
            .put("name", user.name())
            .put("email", user.email())
            .put("status", user.status())
            .put("verified", true)
            .put("role", user.groups().contains(Caller.ADMIN_GROUP) ? "admin" : "standard")
            .put("slack_id", user.slackId())
            .put("picture", "");
    json.set("groups", Json.strings(user.groups()));
    return json;
  }

  static ObjectNode userInfo(Caller caller, String role) {
    ObjectNode json =
        Json.object()
            .put("id", caller.id())
            .put("name", caller.name())
            .put("email", caller.email())
            .put("status", "active")
            .put("verified", true)
            .put("role", role)
            .put("slack_id", caller.slackId())
            .put("picture", "");
    json.set("groups", Json.strings(caller.groups()));
    return json.put("is_admin", caller.admin())
        .put("is_multitenant", false)
        .put("tenancy_type", "selfhosted")
        .put("org_id", GatewayState.ORG)
        .put("org_name", "default")
        .put("org_license", "")
        .put("feature_ask_ai", "unavailable")
        .put("webapp_users_management", "on")
        .put("intercom_hmac_digest", "")
        .putNull("default_protection_profile")
        .put("show_origin_survey", false)
        .put("show_setup_checklist", false);
  }

  static ObjectNode key(GatewayState.Key key) {
    ObjectNode json =
        Json.object()
            .put("id", key.id)
            .put("org_id", GatewayState.ORG)
            .put("name", key.name)
            .put("masked_key", key.secret.substring(0, 8) + "*".repeat(39))
            .put("status", key.active ? "active" : "revoked");
    json.set("groups", Json.strings(key.groups));
    json.put("created_by", key.createdBy);
    if (key.deactivatedBy != null) {
      json.put("deactivated_by", key.deactivatedBy);
    }
    json.put("created_at", Rfc3339.format(key.createdAt));
    if (key.deactivatedAt != null) {
      json.put("deactivated_at", Rfc3339.format(key.deactivatedAt));
    }
    if (key.lastUsedAt != null) {
      json.put("last_used_at", Rfc3339.format(key.lastUsedAt));
    }
    return json;
  }

  static ObjectNode connection(GatewayState.Connection connection, boolean admin, boolean list) {
    ObjectNode json = Json.object().put("id", connection.id()).put("name", connection.name());
    json.putArray("command").add("psql");
    json.put("resource_name", connection.name()).put("type", "database").put("subtype", "postgres");
    ObjectNode secret = json.putObject("secret");
    if (admin && !list) {
      secret.put("envvar:PASS", base64("a-secret-of-" + connection.name()));
    }
    json.put("default_database", "").put("agent_id", GatewayState.ORG).put("status", "online");
    json.set("reviewers", Json.strings(connection.reviewers()));
    json.put("redact_enabled", false);
    json.putArray("redact_types");
    json.putNull("managed_by").putArray("tags");
    json.putObject("connection_tags");
    for (String mode : List.of("mode_runbooks", "mode_exec", "mode_connect", "schema")) {
      json.put("access_" + mode, "enabled");
    }
    json.putArray("guardrail_rules");
    json.put("jira_issue_template_id", "");
    List<String> force = connection.forceGroups();
    json.set("force_approve_groups", list ? null : Json.strings(force));
    json.putNull("access_max_duration");
    json.put("min_review_approvals", list ? null : connection.minApprovals());
    json.set("mandatory_metadata_fields", list ? null : Json.array());
    json.putArray("attributes");
    if (list) {
      json.putNull("effective_features");
    } else {
      ObjectNode features = json.putObject("effective_features");
      for (String off :
          List.of(
              "guardrails",
              "data_masking",
              "ai_session_analyzer",
              "jira_templates",
              "mandatory_metadata")) {
        features.put(off, false);
      }
      features
          .putObject("access_request")
          .put("command", false)
          .put("jit", false)
          .put("legacy_reviewers", !connection.reviewers().isEmpty());
      json.put("secrets_updated_at", Rfc3339.format(GatewayState.STARTED));
    }
    return json;
  }

  static ObjectNode serverInfo(String origin) {
    ObjectNode json =
        Json.object()
            .put("version", VERSION)
            .put("commit_sha", "e939597dc425d78dbd146d98fad21b7171ccaaf5")
            .put("log_level", "info")
            .put("go_debug", "")
            .put("auth_method", "local")
            .put("redact_provider", "");
    for (String off :
        List.of(
            "has_redact_credentials",
            "has_webhook_app_key",
            "has_idp_audience",
            "has_idp_custom_scopes",
            "has_ask_ai_credentials",
            "has_ssh_client_host_key",
            "postgres_proxy_enabled")) {
      json.put(off, false);
    }
    json.put("api_url", origin)
        .put("grpc_url", "grpc://127.0.0.1:8010")
        .put("tenancy_type", "selfhosted");
    ObjectNode license = json.putObject("license_info").put("key_id", "");
    license.putArray("allowed_hosts").add("*");
    license
        .put("type", "oss")
        .put("issued_at", 1_787_000_000)
        .put("expire_at", 2_102_600_000)
        .put("is_valid", true)
        .put("status", "valid")
        .put("verify_error", "")
        .put("verified_host", "127.0.0.1")
        .putArray("features");
    json.put("idp_provider_name", "unknown")
        .put("disable_sessions_download", false)
        .put("disable_clipboard_copy_cut", false)
        .put("analytics_tracking", "enabled")
        .put("analytics_mode", "identified");
    ObjectNode flags = json.putObject("feature_flags");
    for (String on :
        List.of(
            "beta.oracle_native",
            "experimental.http_session_analyzer",
            "experimental.log_exec_input",
            "experimental.rdp_pii_detection",
            "experimental.rdp_pii_guard",
            "experimental.rulepacks")) {
      flags.put(on, true);
    }
    for (String off :
        List.of(
            "claude_code_vertex",
            "db_exec_driver",
            "httpproxy_client_authorization",
            "mcp_gateway",
            "ssh_guardrails",
            "ssh_input_guardrails",
            "tunnel_token_renewal")) {
      flags.put("experimental." + off, false);
    }
    return json;
  }

  /** The plugins that every organisation has. */
  static ArrayNode plugins(GatewayState state, boolean redacted) {
    ArrayNode plugins = Json.array();
    for (String name : List.of("audit", "dlp", "editor", "review", "slack")) {
      ObjectNode plugin =
          Json.object().put("id", UUID.nameUUIDFromBytes(bytes(name)).toString()).put("name", name);
      ArrayNode connections = plugin.putArray("connections");
      for (GatewayState.Connection connection : state.connections.values()) {
        boolean unlisted = name.equals("slack") && state.slackUnlisted.contains(connection.name());
        if (unlisted
            || name.equals("dlp")
            || (name.equals("review") && connection.reviewers().isEmpty())) {
          continue;
        }
        List<String> config =
            name.equals("review")
                ? connection.reviewers()
                : name.equals("slack") ? state.slackChannels.get(connection.name()) : null;
        ObjectNode one =
            connections.addObject().put("id", connection.id()).put("name", connection.name());
        one.set("config", config == null ? null : Json.strings(config));
      }
      if (name.equals("slack") && !state.slackEnvironment.isEmpty()) {
        ObjectNode values =
            plugin.putObject("config").put("id", plugin.get("id").asText()).putObject("envvars");
        state.slackEnvironment.forEach(
            (key, value) -> values.put(key, redacted ? "REDACTED" : base64(value)));
      } else {
        plugin.putNull("config");
      }
      plugins.add(plugin.putNull("source").put("priority", 0));
    }
    return plugins;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
