package dev.hoop.slackbot.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.hoop.slackbot.review.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "SLACK_BOT_TOKEN", "xoxb-secret-1",
          "SLACK_APP_TOKEN", "xapp-secret-2",
          "HOOP_API_URL", "https://hoop.acme.io/hoop/",
          "HOOP_API_KEY", "hpk_secret-3");

  @Test
  void theLeastThatIsNeededGivesTheDefaults() throws InvalidSetupException {
    Settings settings = SettingsReader.read(LEAST);

    assertThat(settings.apiUrl()).isEqualTo(URI.create("https://hoop.acme.io/hoop"));
    assertThat(settings.webUrl()).isEqualTo(settings.apiUrl());
    assertThat(settings.channel()).isNull();
    assertThat(settings.pollInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.everyConnection()).isFalse();
    assertThat(settings.database()).isEqualTo("jdbc:sqlite:data/hoop-slack.db");
    assertThat(settings.keep()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.auditKeep()).as("how long audit rows are kept").isNull();
    assertThat(settings.http()).hasToString("/127.0.0.1:8686");
    assertThat(settings.showScript()).isTrue();
    assertThat(settings.adminSelfApproval()).isFalse();
    assertThat(settings.distinctApprovers()).isFalse();
    assertThat(settings.requireEmailMatch()).isEqualTo(Settings.EmailMatch.AUTO);
    assertThat(settings.slackApiUrl()).isEqualTo(URI.create("https://slack.com/api/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'org|secret'", "\"org|secret\"", " 'org|secret' ", "org|secret"})
  void onePairOfQuotesThatDockerLeavesThereIsTakenOff(String value) throws InvalidSetupException {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("HOOP_API_KEY", value);

    assertThat(SettingsReader.read(environment).apiKey().reveal()).isEqualTo("org|secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "'org", "org\"", "'org\"", "''org''"})
  void quotesThatAreNoPairAroundAValueAreItsOwn(String value) throws InvalidSetupException {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("HOOP_API_KEY", value);

    assertThat(SettingsReader.read(environment).apiKey().reveal())
        .isEqualTo(value.equals("''org''") ? "'org'" : value);
  }

  @Test
  void anEmptyEnvironmentNamesEverythingThatIsMissingAtOnce() {
    assertThat(faults(Map.of()))
        .hasSize(4)
        .anyMatch(f -> f.startsWith("SLACK_BOT_TOKEN: is not set"))
        .anyMatch(f -> f.startsWith("SLACK_APP_TOKEN: is not set"))
        .anyMatch(f -> f.startsWith("HOOP_API_URL: is not set"))
        .anyMatch(f -> f.startsWith("HOOP_API_KEY: is not set"));
  }

  static Stream<Arguments> faulty() {
    return Stream.of(
        arguments("SLACK_BOT_TOKEN", "xapp-swapped", "must begin with xoxb-"),
        arguments("SLACK_APP_TOKEN", "xoxb-swapped", "must begin with xapp-"),
        arguments("HOOP_API_URL", "hoop.acme.io", "is not an address"),
        arguments("HOOP_API_URL", "ftp://hoop.acme.io", "is not an address"),
        arguments("HOOP_API_URL", "https://me:pass@hoop.acme.io", "is not an address"),
        arguments("HOOP_API_URL", "https://hoop.acme.io/api", "leave /api out"),
        arguments("HOOP_WEB_URL", "::", "is not an address"),
        arguments("HOOP_POLL_INTERVAL", "1 s", "is not a duration"),
        arguments("HOOP_POLL_INTERVAL", "0s", "is not a duration"),
        arguments("HOOP_POLL_INTERVAL", "-PT1S", "is not a duration"),
        arguments("HOOP_SLACK_CONNECTIONS", "some", "is none of all, plugin"),
        arguments("HOOP_SLACK_DB", "jdbc:postgresql://db/hoop", "SQLite"),
        arguments("HOOP_SLACK_DB", "jdbc:sqlite:", "SQLite"),
        arguments("HOOP_SLACK_KEEP", "0d", "is not a duration from 1d"),
        arguments("HOOP_SLACK_KEEP", "23h", "is not a duration from 1d"),
        arguments("HOOP_SLACK_KEEP", "for ever", "or off to keep all"),
        arguments("HOOP_SLACK_AUDIT_KEEP", "-P9D", "is not a duration from 1d"),
        arguments("HOOP_SLACK_AUDIT_KEEP", "999999999d", "to 36500d"),
        arguments("HOOP_SLACK_HTTP", "8686", "is not host:port"),
        arguments("HOOP_SLACK_HTTP", "host:99999", "is not host:port"),
        arguments("HOOP_SLACK_SHOW_SCRIPT", "yes", "is none of false, true"),
        arguments("HOOP_SLACK_REQUIRE_EMAIL_MATCH", "maybe", "is none of auto, false, true"),
        arguments("HOOP_SLACK_REMIND_AFTER", "2h", "cannot remind yet"),
        arguments("HOOP_GROUP_API_KEYS", "sre", "entry 1 is not of the form"),
        arguments("HOOP_GROUP_API_KEYS", "sre=hpk_a,sre=hpk_b", "names the group sre twice"),
        arguments("SLACK_BOT_TOKEN_FILE", "/nowhere", "SLACK_BOT_TOKEN_FILE too"));
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @MethodSource("faulty")
  void everyFaultNamesItsVariableAndTheRemedy(String name, String value, String said) {
    List<String> faults = faults(with(name, value));

    assertThat(faults)
        .singleElement()
        .asString()
        .startsWith(name.replace("_FILE", ""))
        .contains(said);
  }

  @Test
  void noFaultRepeatsASecret() {
    Map<String, String> wrong =
        Map.of(
            "SLACK_BOT_TOKEN", "not-a-token-but-secret",
            "SLACK_APP_TOKEN", "not-a-token-but-secret",
            "HOOP_API_URL", "https://user:secret@host",
            "HOOP_API_KEY", "secret",
            "HOOP_GROUP_API_KEYS", "dba=secret");

    assertThat(faults(wrong)).hasSize(4).noneMatch(f -> f.contains("secret"));
  }

  @Test
  void settingsPrintNoSecret() throws InvalidSetupException {
    Settings settings = SettingsReader.read(with("HOOP_GROUP_API_KEYS", "dba=hpk_secret-4"));

    assertThat(settings.toString()).doesNotContain("secret-");
  }

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "2s,PT2S", "15m,PT15M", "24h,PT24H", "1d,PT24H", "PT1.5S,PT1.5S"})
  void durationsReadBothWays(String text, Duration expected) throws InvalidSetupException {
    assertThat(SettingsReader.read(with("HOOP_POLL_INTERVAL", text)).pollInterval())
        .isEqualTo(expected);
  }

  @Test
  void groupNamesMayHoldAnythingButTheirKeysMayNot() throws InvalidSetupException {
    Settings settings =
        SettingsReader.read(with("HOOP_GROUP_API_KEYS", "team=a:dba=hpk_one, sre = hpk_two"));

    assertThat(settings.groupKeys()).containsOnlyKeys("team=a:dba", "sre");
    assertThat(settings.groupKeys()).containsEntry("sre", new Secret("hpk_two"));
  }

  @Test
  void aSecretCanComeFromAFile(@TempDir Path folder) throws IOException, InvalidSetupException {
    Path file = Files.writeString(folder.resolve("token"), "xoxb-from-file\n");
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.remove("SLACK_BOT_TOKEN");
    environment.put("SLACK_BOT_TOKEN_FILE", file.toString());

    assertThat(SettingsReader.read(environment).slackBotToken().reveal())
        .isEqualTo("xoxb-from-file");
  }

  @Test
  void aSecretsFileThatCannotBeReadIsSaid(@TempDir Path folder) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.remove("HOOP_API_KEY");
    environment.put("HOOP_API_KEY_FILE", folder.resolve("missing").toString());

    assertThat(faults(environment))
        .anyMatch(f -> f.startsWith("HOOP_API_KEY_FILE: the file") && f.contains("cannot be read"));
  }

  @Test
  void healthCanBeSwitchedOff() throws InvalidSetupException {
    assertThat(SettingsReader.read(with("HOOP_SLACK_HTTP", "off")).http()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"30d,P30D", "P2D,P2D", "720h,P30D", "off,"})
  void whatIsKeptHowLongReadsInDaysOrIsSwitchedOff(String text, @Nullable Duration expected)
      throws InvalidSetupException {
    assertThat(SettingsReader.read(with("HOOP_SLACK_KEEP", text)).keep()).isEqualTo(expected);
    assertThat(SettingsReader.read(with("HOOP_SLACK_AUDIT_KEEP", text)).auditKeep())
        .isEqualTo(expected);
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(name, value);
    return environment;
  }

  private static List<String> faults(Map<String, String> environment) {
    InvalidSetupException[] caught = new InvalidSetupException[1];
    assertThatExceptionOfType(InvalidSetupException.class)
        .isThrownBy(() -> SettingsReader.read(environment))
        .satisfies(e -> caught[0] = e);
    return caught[0].faults();
  }
}
