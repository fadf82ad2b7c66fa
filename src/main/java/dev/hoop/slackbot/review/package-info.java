/**
 * The field itself: reviews, the people who decide them, the rules about who may, and the ports
 * through which the other packages meet. It must not know Slack, HTTP, SQL, threads or the clock.
 */
@NullMarked
package dev.hoop.slackbot.review;

import org.jspecify.annotations.NullMarked;
