package dev.hoop.slackbot.review;

import java.time.LocalTime;

/**
 * The part of the day in which an approved script may run, in UTC; an end before the start means
 * overnight. The gateway enforces it for onetime reviews only.
 */
public record TimeWindow(LocalTime start, LocalTime end) {}
