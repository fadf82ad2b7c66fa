package dev.hoop.slackbot.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hoop.slackbot.decision.AuditRow;
import dev.hoop.slackbot.store.audit.AuditTrail;
import dev.hoop.slackbot.store.audit.AuditVerification;

/** The audit log for programs: a JSON object for each row, each on a line of its own. */
final class AuditJson {

  // Plain ASCII is the same in every terminal's character set, and steers none.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private AuditJson() {}

  static String line(AuditTrail.Line line) {
    AuditRow row = line.row();
    return text(
        JSON.createObjectNode()
            .put("seq", line.seq())
            .put("at", row.at().toString())
            .put("step", row.step())
            .put("slack_user", row.slackUser().value())
            .put("email", row.email())
            .put("verdict", row.verdict().name())
            .put("group", row.group())
            .put("review", row.review().value())
            .put("session", row.session())
            .put("connection", row.connection())
            .put("credential", row.credential())
            .put("outcome", row.outcome())
            .put("hash", line.hash()));
  }

  static String verification(AuditVerification found) {
    ObjectNode node = JSON.createObjectNode();
    return text(
        found.match(
            intact ->
                node.put("intact", true)
                    .put("from", intact.from())
                    .put("rows", intact.rows())
                    .put("head", intact.head()),
            broken -> node.put("intact", false).put("at", broken.seq()).put("how", broken.how())));
  }

  private static String text(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A row cannot be written", e);
    }
  }
}
