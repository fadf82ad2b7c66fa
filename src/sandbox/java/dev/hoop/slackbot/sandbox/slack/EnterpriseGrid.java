package dev.hoop.slackbot.sandbox.slack;

/**
 * The Enterprise Grid organisation that the workspace belongs to; {@code orgWide} when the app is
 * installed for the whole organisation and not in this one workspace.
 *
 * <p>The fields that follow from it are those of the samples in the tests of Slack's SDKs
 * (java-slack-sdk {@code BlockActionRequestTest} and {@code ViewSubmissionRequestTest}, bolt-python
 * {@code test_request.py} and {@code test_events_org_apps.py}):
 *
 * <ul>
 *   <li>an interaction has {@code enterprise}, and {@code team} is null for an org-wide
 *       installation;
 *   <li>{@code user.team_id} is the workspace that Slack counts the person to, which may be the
 *       organisation or another workspace than the one of the click (bolt-js issue 1875);
 *   <li>a slash command's {@code team_id} is the workspace where it was typed (bolt-js issue 1875);
 *   <li>the authorization of an event has no {@code team_id} for an org-wide installation;
 *   <li>{@code conversations.list} without {@code team_id} is refused with {@code missing_argument}
 *       for an org-wide installation (sgratzl/slack-cleaner issue 101);
 *   <li>a message to a channel's name, not its id, is refused with {@code team_not_found} for an
 *       org-wide installation (docs.slack.dev/reference/methods/chat.appendStream).
 * </ul>
 *
 * <p>Unverified: {@code team_id} in the answer of {@code auth.test} to an org-wide token is the id
 * of the organisation here; others have seen none.
 */
public record EnterpriseGrid(String id, String name, boolean orgWide) {
  public EnterpriseGrid {
    if (!id.startsWith("E")) {
      throw new IllegalArgumentException("the id of an organisation begins with E: " + id);
    }
  }

  /** The app is installed in the one workspace. */
  public static EnterpriseGrid ofWorkspace(String id, String name) {
    return new EnterpriseGrid(id, name, false);
  }

  /** The app is installed for the whole organisation. */
  public static EnterpriseGrid orgWide(String id, String name) {
    return new EnterpriseGrid(id, name, true);
  }
}
