package dev.hoop.slackbot.sandbox.slack;

import java.util.ArrayList;
import java.util.List;

/** All that people saw, as text for whoever reads a failed test. */
final class SlackTranscript {
  private static final int LAST_CALLS = 25;

  private SlackTranscript() {}

  static String of(Workspace world, SocketMode socketMode) {
    StringBuilder out = new StringBuilder();
    for (Workspace.Channel channel : world.channels()) {
      String name = channel.dmOf() == null ? "#" + channel.name() : "DM to " + channel.dmOf();
      out.append(name).append('\n');
      for (Message message : world.messages(channel.id())) {
        out.append(message.deleted() ? "  (deleted) " : "  ").append(message.ts());
        if (message.threadTs() != null) {
          out.append(" in thread ").append(message.threadTs());
        }
        out.append(", version ").append(message.versions().size()).append('\n');
        indent(out, message.words());
      }
    }
    for (Ephemeral whisper : world.ephemerals()) {
      out.append("only ").append(whisper.user()).append(" in ").append(whisper.channel());
      out.append('\n');
      indent(out, whisper.words());
    }
    for (ResponseUrlPost response : world.responses()) {
      out.append("answer to ").append(response.user()).append('\n');
      indent(out, response.words());
    }
    for (View view : world.views()) {
      out.append(view.open() ? "open" : "closed").append(" dialog of ").append(view.user());
      out.append(": ").append(view.title()).append(' ').append(view.errors()).append('\n');
    }
    List<ApiCall> calls = world.calls();
    out.append("last calls\n");
    for (ApiCall call : calls.subList(Math.max(0, calls.size() - LAST_CALLS), calls.size())) {
      out.append("  ").append(call.method()).append(" -> ").append(call.status());
      out.append(call.error() == null ? "" : " " + call.error()).append('\n');
    }
    List<String> troubles = new ArrayList<>(world.complaints());
    socketMode.unacked().forEach(one -> troubles.add("not acked: " + one.type()));
    socketMode.undelivered().forEach(one -> troubles.add("not delivered: " + one.type()));
    troubles.forEach(trouble -> out.append("trouble: ").append(trouble).append('\n'));
    out.append("open connections: ").append(socketMode.connectionCount()).append('\n');
    return out.toString();
  }

  private static void indent(StringBuilder out, String text) {
    text.lines().forEach(line -> out.append("    | ").append(line).append('\n'));
  }
}
