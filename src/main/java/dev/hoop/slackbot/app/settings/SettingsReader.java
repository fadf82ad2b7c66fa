package dev.hoop.slackbot.app.settings;

import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings from the environment and collects every fault instead of stopping at the
 * first.
 */
public final class SettingsReader {

  private static final String DATABASE = "jdbc:sqlite:data/hoop-slack.db";
  private static final Duration LEAST_KEPT = Duration.ofDays(1);
  private static final Duration MOST_KEPT = Duration.ofDays(36_500);
  private static final Secret NO_SECRET = new Secret("none");
  private static final URI NO_URI = URI.create("http://none");

  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  private SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Reads all settings, or says everything that is wrong with them. */
  public static Settings read(Map<String, String> environment) throws InvalidSetupException {
    SettingsReader reader = new SettingsReader(environment);
    Settings settings = reader.read();
    if (!reader.faults.isEmpty()) {
      throw new InvalidSetupException(reader.faults);
    }
    return settings;
  }

  /** The health address alone, for a process that only asks; null when it is off or faulty. */
  public static @Nullable InetSocketAddress httpAddress(Map<String, String> environment) {
    return new SettingsReader(environment).http();
  }

  /** The store alone, for a process that needs nothing else. */
  public static String database(Map<String, String> environment) {
    return new SettingsReader(environment).textOr("HOOP_SLACK_DB", DATABASE);
  }

  private Settings read() {
    URI apiUrl =
        required("HOOP_API_URL", "the gateway's base address, such as https://hoop.example.com");
    refuseUnsupported();
    return new Settings(
        token("SLACK_BOT_TOKEN", "xoxb-", "the Bot User OAuth Token under OAuth & Permissions"),
        token("SLACK_APP_TOKEN", "xapp-", "an app-level token with connections:write"),
        text("SLACK_CHANNEL"),
        apiUrl,
        apiKey(),
        groupKeys(),
        url("HOOP_WEB_URL", apiUrl),
        pollInterval(),
        choice("HOOP_SLACK_CONNECTIONS", "plugin", Set.of("plugin", "all")).equals("all"),
        database(),
        keep("HOOP_SLACK_KEEP", "90d"),
        keep("HOOP_SLACK_AUDIT_KEEP", "off"),
        http(),
        flag("HOOP_SLACK_SHOW_SCRIPT", true),
        flag("HOOP_SLACK_ADMIN_SELF_APPROVAL", false),
        flag("HOOP_SLACK_DISTINCT_APPROVERS", false),
        Settings.EmailMatch.valueOf(
            choice("HOOP_SLACK_REQUIRE_EMAIL_MATCH", "auto", Set.of("auto", "true", "false"))
                .toUpperCase(Locale.ROOT)),
        withSlash(url("SLACK_API_URL", URI.create("https://slack.com/api/"))));
  }

  private void refuseUnsupported() {
    if (!"off".equals(textOr("HOOP_SLACK_REMIND_AFTER", "off"))) {
      faults.add(
          "HOOP_SLACK_REMIND_AFTER: this release cannot remind yet; leave it out or set it to off");
    }
  }

  private Secret token(String name, String prefix, String what) {
    String value = secretText(name);
    if (value == null) {
      faults.add(name + ": is not set; it is " + what + " (" + prefix + "…)");
      return NO_SECRET;
    }
    if (!value.startsWith(prefix)) {
      faults.add(name + ": must begin with " + prefix + "; it is " + what);
    }
    return new Secret(value);
  }

  private Secret apiKey() {
    String value = secretText("HOOP_API_KEY");
    if (value == null) {
      faults.add(
          "HOOP_API_KEY: is not set; make a key in Hoop under API keys: in the admin group, or in the"
              + " auditor group together with HOOP_GROUP_API_KEYS");
      return NO_SECRET;
    }
    return new Secret(value);
  }

  private Map<String, Secret> groupKeys() {
    Map<String, Secret> keys = new LinkedHashMap<>();
    String value = secretText("HOOP_GROUP_API_KEYS");
    if (value == null) {
      return keys;
    }
    for (String pair : value.split("[,\\n]", -1)) {
      // A key never holds an equals sign, while a group's name may.
      int at = pair.lastIndexOf("=");
      String group = at < 0 ? "" : pair.substring(0, at).strip();
      String key = at < 0 ? "" : pair.substring(at + 1).strip();
      if (group.isEmpty() || !key.startsWith("hpk_")) {
        faults.add(
            "HOOP_GROUP_API_KEYS: entry "
                + (keys.size() + 1)
                + " is not of the form group=hpk_…; write sre=hpk_…,dba=hpk_…");
      } else if (keys.put(group, new Secret(key)) != null) {
        faults.add("HOOP_GROUP_API_KEYS: names the group " + group + " twice; give it one key");
      }
    }
    return keys;
  }

  private URI required(String name, String what) {
    if (text(name) == null) {
      faults.add(name + ": is not set; it is " + what);
      return NO_URI;
    }
    URI url = url(name, NO_URI);
    if (name.equals("HOOP_API_URL") && url.getPath().endsWith("/api")) {
      faults.add(name + ": leave /api out at the end; the bot adds it");
    }
    return url;
  }

  private URI url(String name, URI otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      URI url = new URI(value.replaceFirst("/+$", ""));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below; the value is not repeated, since it may hold a password.
    }
    faults.add(
        name + ": is not an address; write http:// or https://, a host and, if need be, a path");
    return NO_URI;
  }

  private static URI withSlash(URI url) {
    return url.toString().endsWith("/") ? url : URI.create(url + "/");
  }

  private Duration pollInterval() {
    String value = textOr("HOOP_POLL_INTERVAL", "1s");
    Duration interval = Durations.parse(value);
    if (interval == null || interval.isZero() || interval.isNegative()) {
      faults.add(
          "HOOP_POLL_INTERVAL: "
              + value
              + " is not a duration above zero; write 500ms, 2s, 15m, 24h or PT2S");
      return Duration.ofSeconds(1);
    }
    return interval;
  }

  /** How long something is kept; null for ever. */
  private @Nullable Duration keep(String name, String otherwise) {
    String value = textOr(name, otherwise);
    if (value.equals("off")) {
      return null;
    }
    Duration keep = Durations.parse(value);
    // Less than a day would forget clicks that Slack may still bring again.
    if (keep == null || keep.compareTo(LEAST_KEPT) < 0 || keep.compareTo(MOST_KEPT) > 0) {
      faults.add(
          name
              + ": "
              + value
              + " is not a duration from 1d to 36500d; write 90d or P90D, or off to keep all");
      return null;
    }
    return keep;
  }

  private String database() {
    String value = textOr("HOOP_SLACK_DB", DATABASE);
    if (!value.startsWith("jdbc:sqlite:") || value.length() == "jdbc:sqlite:".length()) {
      faults.add(
          "HOOP_SLACK_DB: this release keeps its state in SQLite; write jdbc:sqlite: and the path of"
              + " a file");
    }
    return value;
  }

  private @Nullable InetSocketAddress http() {
    String value = textOr("HOOP_SLACK_HTTP", "127.0.0.1:8686");
    if (value.equals("off")) {
      return null;
    }
    Matcher address = Pattern.compile("(.*):(\\d{1,5})").matcher(value);
    if (address.matches() && Integer.parseInt(address.group(2)) <= 65_535) {
      String host = address.group(1).isEmpty() ? "0.0.0.0" : address.group(1);
      return new InetSocketAddress(host, Integer.parseInt(address.group(2)));
    }
    faults.add(
        "HOOP_SLACK_HTTP: " + value + " is not host:port; write 127.0.0.1:8686, or off for none");
    return null;
  }

  private boolean flag(String name, boolean otherwise) {
    return choice(name, String.valueOf(otherwise), Set.of("true", "false")).equals("true");
  }

  private String choice(String name, String otherwise, Set<String> allowed) {
    String value = textOr(name, otherwise).toLowerCase(Locale.ROOT);
    if (allowed.contains(value)) {
      return value;
    }
    faults.add(
        name
            + ": "
            + value
            + " is none of "
            + String.join(", ", allowed.stream().sorted().toList()));
    return otherwise;
  }

  private String textOr(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  private @Nullable String text(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : unquoted(value.strip());
  }

  /**
   * Docker hands the lines of an env file on with their quotes, which a shell that reads the same
   * file needs around a legacy key.
   */
  private static @Nullable String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.startsWith("'") || value.startsWith("\""))
            && value.charAt(0) == value.charAt(value.length() - 1);
    String bare = quoted ? value.substring(1, value.length() - 1) : value;
    return bare.isBlank() ? null : bare.strip();
  }

  /** A secret from the variable itself or from the file that its {@code _FILE} twin names. */
  private @Nullable String secretText(String name) {
    String direct = text(name);
    String file = text(name + "_FILE");
    if (direct != null && file != null) {
      faults.add(name + ": is set, and " + name + "_FILE too; keep one of them");
    }
    if (direct != null || file == null) {
      return direct;
    }
    return fromFile(name + "_FILE", file);
  }

  private @Nullable String fromFile(String name, String file) {
    try {
      String content = Files.readString(Path.of(file));
      if (!content.isBlank()) {
        return content.strip();
      }
      faults.add(name + ": the file " + file + " is empty");
    } catch (IOException | InvalidPathException e) {
      faults.add(
          name + ": the file " + file + " cannot be read; check its path and its permissions");
    }
    return null;
  }
}
