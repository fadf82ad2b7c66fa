package dev.hoop.slackbot.review;

/**
 * What the gateway's analyzer said of a script: a model's output, derived from the requester's own
 * text, and therefore as hostile as that.
 *
 * @param risk {@code low}, {@code medium}, {@code high} or a word of a newer gateway
 * @param title may be empty
 * @param explanation may be empty
 */
public record AiAnalysis(String risk, String title, String explanation) {}
