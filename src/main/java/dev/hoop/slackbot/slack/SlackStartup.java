package dev.hoop.slackbot.slack;

import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.methods.response.conversations.ConversationsListResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import dev.hoop.slackbot.outbox.ChannelNames;
import dev.hoop.slackbot.review.ChannelId;
import dev.hoop.slackbot.review.Secret;
import dev.hoop.slackbot.review.rules.BotWorkspace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be known of Slack before the bot can run, asked once at the start. */
public final class SlackStartup {

  private static final int PAGE = 1_000;
  private static final int MOST_PAGES = 50;

  private final Slack slack;
  private final Secret botToken;
  private final Secret appToken;

  // Where the search for a channel goes on after a failure: a workspace of many pages might never
  // be read from its first to its last in one go.
  private @Nullable String cursor;

  public SlackStartup(Slack slack, Secret botToken, Secret appToken) {
    this.slack = slack;
    this.botToken = botToken;
    this.appToken = appToken;
  }

  /**
   * Who the bot is in Slack.
   *
   * @param scopes as granted, from the header of Slack's answer
   */
  public record Identity(BotWorkspace workspace, String botUser, Set<String> scopes) {

    public Identity {
      scopes = Set.copyOf(scopes);
    }
  }

  /** Slack refuses something that only a person can mend; the message names it and the remedy. */
  public static final class SlackRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    SlackRefusedException(String message) {
      super(message);
    }
  }

  /** Learns who the bot token belongs to. Throws IOException when Slack cannot be asked now. */
  public Identity identify() throws IOException, SlackRefusedException {
    AuthTestResponse answer = ask(() -> slack.methods(botToken.reveal()).authTest(r -> r));
    // An app-level token may pass auth.test, but belongs to no user.
    if (!answer.isOk() || answer.getUserId() == null) {
      throw new SlackRefusedException(
          "SLACK_BOT_TOKEN: Slack answers "
              + (answer.isOk() ? "that it is no bot's token" : answer.getError())
              + ". Copy the Bot User OAuth Token (xoxb-…) from the app's page, under OAuth &"
              + " Permissions.");
    }
    String team = String.valueOf(answer.getTeamId());
    if (team.equals(answer.getEnterpriseId())) {
      throw new SlackRefusedException(
          "SLACK_BOT_TOKEN: the app is installed for the whole organisation "
              + team
              + ", where a channel's name and a person's rights do not say which workspace they are"
              + " of. Install it in the one workspace whose people decide, and use that token.");
    }
    return new Identity(
        new BotWorkspace(team, answer.getEnterpriseId()), answer.getUserId(), scopes(answer));
  }

  /**
   * Makes sure that the app token may open a connection. Throws IOException when Slack cannot be
   * asked now.
   */
  public void checkAppToken() throws IOException, SlackRefusedException {
    var answer = ask(() -> slack.methods(appToken.reveal()).appsConnectionsOpen(r -> r));
    if (!answer.isOk()) {
      throw new SlackRefusedException(
          "SLACK_APP_TOKEN: Slack answers "
              + answer.getError()
              + ". Make an app-level token (xapp-…) with the scope connections:write on the app's"
              + " page, under Basic Information, and see that Socket Mode is on.");
    }
  }

  /**
   * A channel that was found.
   *
   * @param problem what a person should mend, though the bot runs; null when there is nothing
   * @param renamed whether the problem is the name alone, and the channel can be posted to
   */
  public record FoundChannel(ChannelId id, @Nullable String problem, boolean renamed) {

    FoundChannel(ChannelId id) {
      this(id, null, false);
    }
  }

  /**
   * Finds the channel of a setting. A name goes on meaning the channel that it meant at first:
   * cards must not go to whoever takes the name later.
   *
   * @param setting an id, or a name with or without {@code #}
   */
  public FoundChannel findChannel(String setting, ChannelNames names)
      throws IOException, SlackRefusedException {
    Optional<String> name = new ChannelId(setting).name();
    if (name.isEmpty()) {
      return new FoundChannel(new ChannelId(setting));
    }
    Optional<ChannelId> known = names.find(name.get());
    if (known.isPresent()) {
      return lookUp(name.get(), known.get());
    }
    ChannelId found = search(name.get());
    names.keep(name.get(), found);
    return new FoundChannel(found);
  }

  private FoundChannel lookUp(String name, ChannelId channel) throws IOException {
    ConversationsInfoResponse answer =
        ask(
            () ->
                slack
                    .methods(botToken.reveal())
                    .conversationsInfo(r -> r.channel(channel.value())));
    if (!answer.isOk()) {
      String why = SlackErrors.remedy(answer.getError(), answer.getNeeded());
      return new FoundChannel(
          channel,
          "#"
              + name
              + " cannot be seen any more, it was made private or deleted ("
              + why
              + "), or set another one's id (C…)",
          false);
    }
    Conversation now = answer.getChannel();
    if (now.isArchived()) {
      return new FoundChannel(
          channel, "#" + name + " is archived; unarchive it, or set another one's id (C…)", false);
    }
    if (name.equals(now.getName())) {
      return new FoundChannel(channel);
    }
    return new FoundChannel(
        channel,
        "#"
            + name
            + " is now called #"
            + now.getName()
            + " and goes on getting the cards; another channel of the old name gets none. Set the"
            + " id (C…) of the one that is meant",
        true);
  }

  private ChannelId search(String name) throws IOException, SlackRefusedException {
    for (int page = 0; page < MOST_PAGES; page++) {
      ConversationsListResponse answer = list();
      for (Conversation channel : answer.getChannels()) {
        if (name.equals(channel.getName())) {
          return new ChannelId(channel.getId());
        }
      }
      cursor =
          answer.getResponseMetadata() == null
              ? null
              : answer.getResponseMetadata().getNextCursor();
      if (cursor == null || cursor.isEmpty()) {
        break;
      }
    }
    throw new SlackRefusedException(
        "SLACK_CHANNEL: there is no public channel #"
            + name
            + ". Check the spelling, or give the channel's id (C…), as a private channel needs.");
  }

  private ConversationsListResponse list() throws IOException, SlackRefusedException {
    ConversationsListResponse answer =
        ask(
            () ->
                slack
                    .methods(botToken.reveal())
                    .conversationsList(
                        r ->
                            r.types(List.of(ConversationType.PUBLIC_CHANNEL))
                                .excludeArchived(true)
                                .limit(PAGE)
                                .cursor(cursor)));
    if ("invalid_cursor".equals(answer.getError())) {
      cursor = null;
      throw new IOException("Slack no longer knows the next page of its channels");
    }
    if (!answer.isOk()) {
      throw new SlackRefusedException(
          "SLACK_CHANNEL: the name cannot be looked up ("
              + SlackErrors.remedy(answer.getError(), answer.getNeeded())
              + "). Or give the channel's id (C…).");
    }
    return answer;
  }

  private static Set<String> scopes(AuthTestResponse answer) {
    Map<String, List<String>> headers = answer.getHttpResponseHeaders();
    return headers == null
        ? Set.of()
        : headers.entrySet().stream()
            .filter(h -> h.getKey().equalsIgnoreCase("x-oauth-scopes"))
            .flatMap(h -> h.getValue().stream())
            .flatMap(value -> Stream.of(value.split(",")))
            .map(String::strip)
            .collect(Collectors.toSet());
  }

  private static <T extends SlackApiTextResponse> T ask(Question<T> question) throws IOException {
    T answer;
    try {
      answer = question.ask();
    } catch (SlackApiException e) {
      throw new IOException("Slack answers HTTP " + e.getResponse().code());
    } catch (RuntimeException e) {
      throw new IOException(
          "Slack's answer could not be read (" + e.getClass().getSimpleName() + ")");
    }
    if (!answer.isOk() && SlackErrors.passes(String.valueOf(answer.getError()))) {
      throw new IOException("Slack answers " + answer.getError());
    }
    return answer;
  }

  private interface Question<T> {
    T ask() throws IOException, SlackApiException;
  }
}
