package dev.hoop.slackbot.app.cli;

/** What {@code --help} and {@code --version} print. */
public final class Help {

  public static final String HINT = "See --help, and the settings table in the README.";

  public static final String TEXT =
      """
      Hoop Slack bot: announces waiting Hoop reviews in Slack and decides them with a button.

      java -jar hoop-slack-bot.jar             run until SIGTERM
      java -jar hoop-slack-bot.jar health      ask a running bot whether it is ready (exit code 0 or 1)
      java -jar hoop-slack-bot.jar audit       print who decided what; needs HOOP_SLACK_DB only
            --since 7d         only since then: an age, a date or an instant
            --review ID        only this review
            --user E-MAIL      only this Hoop user
            --json             a JSON object on each line
            --verify           check instead that no row was changed or removed (exit code 0 or 1)
      java -jar hoop-slack-bot.jar --help      this text
      java -jar hoop-slack-bot.jar --version   the version

      Settings are environment variables. These are required:
        SLACK_BOT_TOKEN   the Bot User OAuth Token, xoxb-…
        SLACK_APP_TOKEN   an app-level token with connections:write, xapp-…
        HOOP_API_URL      the gateway's base address, such as https://hoop.example.com
        HOOP_API_KEY      a key in the admin group, or one in the auditor group together with
                          HOOP_GROUP_API_KEYS (sre=hpk_…,dba=hpk_…)
      Most set this too:
        SLACK_CHANNEL     the channel for all announcements, by name or id
      Every secret can come from a file: set SLACK_BOT_TOKEN_FILE and so on instead.
      All other settings have defaults; the README lists them.

      Exit codes: 0 ended cleanly, 1 not ready or a broken audit log, 2 the set-up is at fault (every fault is printed with its remedy).""";

  private Help() {}

  /** The release, as the jar's manifest has it. */
  public static String version() {
    String version = Help.class.getPackage().getImplementationVersion();
    return "hoop-slack-bot " + (version == null ? "(not from a jar)" : version);
  }
}
