package dev.hoop.slackbot.chaos;

import dev.hoop.slackbot.BotProcess;
import dev.hoop.slackbot.sandbox.slack.SlackStandIn;
import java.util.ArrayList;
import java.util.List;

/** What Slack refused or frowned on, and what the processes printed that they must not. */
final class Complaints {

  private final SlackStandIn slack;
  private final FaultSchedule schedule;

  Complaints(SlackStandIn slack, FaultSchedule schedule) {
    this.slack = slack;
    this.schedule = schedule;
  }

  List<String> all() {
    List<String> complaints = new ArrayList<>(slack.complaints());
    for (BotProcess process : schedule.processes()) {
      process
          .output()
          .lines()
          .filter(line -> line.startsWith("\tat ") || line.contains("fault of the bot's own"))
          .map(line -> "the bot printed: " + line)
          .forEach(complaints::add);
    }
    return complaints;
  }
}
