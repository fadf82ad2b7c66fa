package dev.hoop.slackbot.sandbox.slack;

import dev.hoop.slackbot.sandbox.http.Transcript;

/** What users saw in Slack and its last calls, as text for the message of a failed test. */
final class SlackTranscript {
  private static final int LAST_CALLS = 25;

  private SlackTranscript() {}

  static String of(Workspace workspace, SocketMode socketMode) {
    Transcript out = new Transcript();
    for (Workspace.Channel channel : workspace.channels()) {
      out.line(channel.dmOf() == null ? "#" + channel.name() : "DM to " + channel.dmOf());
      for (Message message : workspace.messages(channel.id())) {
        out.line(heading(message)).quote(message.words());
      }
    }
    for (Ephemeral ephemeral : workspace.ephemerals()) {
      out.line("only " + ephemeral.user() + " in " + ephemeral.channel()).quote(ephemeral.words());
    }
    for (ResponseUrlPost response : workspace.responses()) {
      out.line("answer to " + response.user()).quote(response.words());
    }
    for (Message message : workspace.unseenMessages()) {
      out.line("seen by nobody, in " + message.channel()).quote(message.words());
    }
    for (Ephemeral ephemeral : workspace.unseenEphemerals()) {
      out.line("not or no longer seen by " + ephemeral.user()).quote(ephemeral.words());
    }
    for (ResponseUrlPost response : workspace.unseenResponses()) {
      out.line("not or no longer seen by " + response.user()).quote(response.words());
    }
    for (View view : workspace.views()) {
      String state = view.open() ? "open" : "closed";
      out.line(state + " dialog of " + view.user() + ": " + view.title() + " " + view.errors());
    }
    out.last("last calls", workspace.calls(), LAST_CALLS, SlackTranscript::shown);
    workspace.complaints().forEach(complaint -> out.line("trouble: " + complaint));
    socketMode.unacked().forEach(one -> out.line("trouble: not acked: " + one.type()));
    socketMode.undelivered().forEach(one -> out.line("trouble: not delivered: " + one.type()));
    return out.line("open connections: " + socketMode.connectionCount()).toString();
  }

  private static String heading(Message message) {
    return (message.deleted() ? "  (deleted) " : "  ")
        + message.ts()
        + (message.threadTs() == null ? "" : " in thread " + message.threadTs())
        + ", version "
        + message.versions().size();
  }

  private static String shown(ApiCall call) {
    String error = call.error();
    return call.method() + " -> " + call.status() + (error == null ? "" : " " + error);
  }
}
