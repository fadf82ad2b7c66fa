package dev.hoop.slackbot.sandbox.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A review as one transaction reads or writes it. */
record ReviewState(
    String id,
    String session,
    String type,
    long accessNanos,
    String status,
    @Nullable Instant revokeAt,
    Instant createdAt,
    List<Row> rows,
    @Nullable JsonNode timeWindow,
    @Nullable String rule,
    @Nullable Integer minApprovals,
    @Nullable List<String> forceGroups,
    @Nullable String rejectionReason) {

  /** The part of one group. */
  record Row(
      String id,
      String group,
      String status,
      @Nullable Caller by,
      @Nullable Instant at,
      boolean forced) {

    Row decided(String verdict, Caller caller, Instant now, boolean force) {
      return new Row(id, group, verdict, caller, now, force);
    }
  }

  boolean onetime() {
    return type.equals("onetime");
  }

  List<String> groups() {
    return rows.stream().map(Row::group).toList();
  }

  ReviewState withStatus(String other) {
    return changed(other, revokeAt, rows, timeWindow, rejectionReason);
  }

  ReviewState withRevokeAt(Instant other) {
    return changed(status, other, rows, timeWindow, rejectionReason);
  }

  ReviewState changed(
      String newStatus,
      @Nullable Instant newRevokeAt,
      List<Row> newRows,
      @Nullable JsonNode newTimeWindow,
      @Nullable String newReason) {
    return new ReviewState(
        id,
        session,
        type,
        accessNanos,
        newStatus,
        newRevokeAt,
        createdAt,
        List.copyOf(newRows),
        newTimeWindow,
        rule,
        minApprovals,
        forceGroups,
        newReason);
  }

  /** As the database stores it: review dates in ms, the end of the access in µs. */
  ReviewState stored() {
    return changed(
        status,
        revokeAt == null ? null : revokeAt.truncatedTo(ChronoUnit.MICROS),
        rows.stream()
            .map(
                row ->
                    new Row(
                        row.id(),
                        row.group(),
                        row.status(),
                        row.by(),
                        row.at() == null ? null : row.at().truncatedTo(ChronoUnit.MILLIS),
                        row.forced()))
            .toList(),
        timeWindow,
        rejectionReason);
  }

  /** As queries that do not select the column forced_review read it. */
  ReviewState unforced() {
    return changed(
        status,
        revokeAt,
        rows.stream()
            .map(row -> new Row(row.id(), row.group(), row.status(), row.by(), row.at(), false))
            .toList(),
        timeWindow,
        rejectionReason);
  }

  /** As sessions embed it: every timestamp in ms. */
  ReviewState inMillis() {
    Instant end = revokeAt;
    return new ReviewState(
        id,
        session,
        type,
        accessNanos,
        status,
        end == null ? null : end.truncatedTo(ChronoUnit.MILLIS),
        createdAt.truncatedTo(ChronoUnit.MILLIS),
        rows,
        timeWindow,
        rule,
        minApprovals,
        forceGroups,
        rejectionReason);
  }
}
