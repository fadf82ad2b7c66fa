package dev.hoop.slackbot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.slack.api.app_backend.events.payload.AppMentionPayload;
import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.util.json.GsonFactory;
import dev.hoop.slackbot.review.Click;
import dev.hoop.slackbot.slack.message.DialogKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * To which workspace or organisation somebody belongs, in an organisation and in channels that are
 * shared with others. T1 is the bot's workspace, T2 another one of its organisation E1; T9 is
 * somebody else's, of E9.
 */
final class TeamOfPersonTest {

  private static final Gson GSON = GsonFactory.createSnakeCase();
  private static final String REVIEW = "7a96253c-f89d-4cf2-975c-ac86bd2a349d";

  private static final String INTERACTIONS =
      """
      no organisation,                    T1, T1, '', T1
      Slack names the organisation,       E1, T1, E1, E1
      from another workspace of it,       T2, T2, E1, E1
      a guest's own workspace,            T9, T9, '', T9
      a guest's organisation,             E9, T9, E9, E9
      a guest in a channel of ours,       T9, T1, E1, T9
      a guest of another organisation,    E9, T1, E1, E9
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = INTERACTIONS)
  void aButtonSaysIt(String what, String ofUser, String origin, String enterprise, String team) {
    Map<String, Object> payload =
        Map.of(
            "user",
            Map.of("id", "W0ANN", "team_id", ofUser),
            "team",
            team(origin, enterprise),
            "actions",
            new Object[] {Map.of("value", REVIEW + ":dba")});

    assertThat(
            InteractionParser.approval(parsed(payload, BlockActionPayload.class), Instant.EPOCH)
                .map(Click::team))
        .as(what)
        .contains(team);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = INTERACTIONS)
  void aDialogSaysIt(String what, String ofUser, String origin, String enterprise, String team) {
    String about = "{\"review\":\"" + REVIEW + "\",\"group\":\"dba\"}";
    Map<String, Object> payload =
        Map.of(
            "user",
            Map.of("id", "W0ANN", "team_id", ofUser),
            "team",
            team(origin, enterprise),
            "view",
            Map.of("id", "V1", "private_metadata", about));

    assertThat(
            InteractionParser.submission(
                    DialogKind.REVOKE, parsed(payload, ViewSubmissionPayload.class), Instant.EPOCH)
                .map(Click::team))
        .as(what)
        .contains(team);
  }

  @ParameterizedTest(name = "typed in {0} of {1}")
  @CsvSource({"T1,,T1", "T1,E1,E1", "T2,E1,E1"})
  void aCommandSaysWhereItWasTyped(String typedIn, String enterprise, String team) {
    SlashCommandPayload command = new SlashCommandPayload();
    command.setTeamId(typedIn);
    command.setEnterpriseId(enterprise);
    command.setUserId("W0ANN");
    command.setResponseUrl("https://hooks.example.com/1");

    assertThat(InteractionParser.command(command))
        .get()
        .isInstanceOfSatisfying(
            Interaction.Command.class, asked -> assertThat(asked.team()).isEqualTo(team));
  }

  @ParameterizedTest(name = "user_team {0}, team {1}, shared with others {2}")
  @CsvSource({
    "'',T1,false,T1",
    "'','',false,T1",
    "T9,T1,true,T9",
    "'',T9,true,T9",
    "'','',true,''",
  })
  void aMentionIsOfItsAuthorsWorkspace(
      String userTeam, String team, boolean shared, String expected) {
    Map<String, Object> event = new HashMap<>();
    event.putAll(Map.of("user", "U0FAR", "channel", "C0REVIEWS", "ts", "1.1", "text", "whoami"));
    if (!userTeam.isEmpty()) {
      event.put("user_team", userTeam);
    }
    if (!team.isEmpty()) {
      event.put("team", team);
    }
    Map<String, Object> payload =
        Map.of("event_id", "Ev1", "team_id", "T1", "is_ext_shared_channel", shared, "event", event);

    assertThat(InteractionParser.mention(mention(payload)))
        .get()
        .isInstanceOfSatisfying(
            Interaction.Mention.class, asked -> assertThat(asked.team()).isEqualTo(expected));
  }

  private static EventsApiPayload<AppMentionEvent> mention(Map<String, Object> payload) {
    return GSON.fromJson(GSON.toJson(payload), AppMentionPayload.class);
  }

  private static Map<String, Object> team(String id, String enterprise) {
    return enterprise.isEmpty() ? Map.of("id", id) : Map.of("id", id, "enterprise_id", enterprise);
  }

  private static <T> T parsed(Map<String, Object> payload, Class<T> type) {
    return GSON.fromJson(GSON.toJson(payload), type);
  }
}
