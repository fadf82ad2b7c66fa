package dev.hoop.slackbot.app.startup;

import dev.hoop.slackbot.app.settings.InvalidSetupException;
import dev.hoop.slackbot.app.settings.Settings;
import dev.hoop.slackbot.app.settings.Timings;
import dev.hoop.slackbot.decision.KeyStore;
import dev.hoop.slackbot.gateway.keys.GatewayStartup;
import dev.hoop.slackbot.gateway.keys.HttpVerdictSubmitter;
import dev.hoop.slackbot.outbox.ChannelNames;
import dev.hoop.slackbot.review.Backoff;
import dev.hoop.slackbot.review.GatewayUnavailableException;
import dev.hoop.slackbot.slack.SlackStartup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Slack and the gateway what must be known before the bot can be wired. Where one of them is
 * down it waits; where one of them refuses, nothing but a person can help.
 */
public final class StartupChecks {

  private static final Logger log = LoggerFactory.getLogger(StartupChecks.class);
  private static final Set<String> EMAIL_SCOPES = Set.of("users:read", "users:read.email");

  private final Settings settings;
  private final SlackStartup slack;
  private final GatewayStartup gateway;
  private final KeyStore keys;
  private final ChannelNames channels;
  private final Timings timings;
  private final List<String> faults = new ArrayList<>();

  private SlackStartup.@Nullable Identity identity;
  private SlackStartup.@Nullable FoundChannel channel;
  private boolean slackDone;
  private GatewayStartup.@Nullable Findings findings;
  private String saidOfSlack = "";
  private String saidOfGateway = "";

  public StartupChecks(
      Settings settings,
      SlackStartup slack,
      GatewayStartup gateway,
      KeyStore keys,
      ChannelNames channels,
      Timings timings) {
    this.settings = settings;
    this.slack = slack;
    this.gateway = gateway;
    this.keys = keys;
    this.channels = channels;
    this.timings = timings;
  }

  /**
   * What was found.
   *
   * @param channel for all announcements; null when none is set
   * @param auditorGroup as Hoop calls it
   * @param matchEmails whether Slack profiles are compared with Hoop users
   */
  public record Prepared(
      SlackStartup.Identity identity,
      SlackStartup.@Nullable FoundChannel channel,
      HttpVerdictSubmitter submitter,
      String auditorGroup,
      boolean matchEmails) {}

  /** Asks until both have answered; empty when somebody asked to stop first. */
  public Optional<Prepared> run(ShutdownSignal stop) throws InvalidSetupException {
    Backoff backoff = new Backoff(timings.socketFirst(), timings.socketMost());
    for (int failures = 0; ; failures++) {
      askSlack();
      askGateway();
      if (!faults.isEmpty()) {
        throw new InvalidSetupException(faults);
      }
      SlackStartup.Identity who = identity;
      GatewayStartup.Findings found = findings;
      if (slackDone && who != null && found != null) {
        return Optional.of(
            new Prepared(who, channel, found.submitter(), found.auditorGroup(), matchEmails(who)));
      }
      if (stop.within(backoff.after(failures))) {
        return Optional.empty();
      }
    }
  }

  private void askSlack() {
    if (slackDone) {
      return;
    }
    SlackStartup.Identity found = identity;
    try {
      if (found == null) {
        found = slack.identify();
        identity = found;
        checkScopes(found);
      }
    } catch (IOException e) {
      slackIsDown(e);
      return;
    } catch (SlackStartup.SlackRefusedException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    askForTheRest(found != null);
  }

  /**
   * The app token does not need the bot token, so a fault of the one must not hide one of the
   * other.
   */
  private void askForTheRest(boolean botTokenWorks) {
    try {
      slack.checkAppToken();
    } catch (IOException e) {
      slackIsDown(e);
      return;
    } catch (SlackStartup.SlackRefusedException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    String setting = settings.channel();
    try {
      if (setting != null && botTokenWorks) {
        channel = slack.findChannel(setting, channels);
      }
      slackDone = true;
    } catch (IOException e) {
      slackIsDown(e);
    } catch (SlackStartup.SlackRefusedException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  private void slackIsDown(IOException e) {
    String why = String.valueOf(e.getMessage());
    if (saidOfSlack.isEmpty()) {
      log.warn("Slack cannot be asked yet, trying until it can: {}", why);
    }
    saidOfSlack = why;
  }

  private void askGateway() {
    if (findings != null) {
      return;
    }
    try {
      GatewayStartup.Findings found = gateway.look(keys);
      faults.addAll(found.faults());
      findings = found;
    } catch (GatewayUnavailableException e) {
      String why = String.valueOf(e.getMessage());
      if (saidOfGateway.isEmpty()) {
        log.warn("The gateway cannot be asked yet, trying until it can: {}", why);
      }
      saidOfGateway = why;
    }
  }

  private void checkScopes(SlackStartup.Identity found) {
    if (settings.requireEmailMatch() == Settings.EmailMatch.TRUE
        && !found.scopes().containsAll(EMAIL_SCOPES)) {
      faults.add(
          "HOOP_SLACK_REQUIRE_EMAIL_MATCH: true needs the scopes users:read and users:read.email; add"
              + " them to the Slack app and reinstall it, or set auto");
    }
  }

  private boolean matchEmails(SlackStartup.Identity who) {
    return settings.requireEmailMatch() == Settings.EmailMatch.TRUE
        || (settings.requireEmailMatch() == Settings.EmailMatch.AUTO
            && who.scopes().containsAll(EMAIL_SCOPES));
  }
}
