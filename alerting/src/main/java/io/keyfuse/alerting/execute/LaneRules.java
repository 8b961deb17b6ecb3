package io.keyfuse.alerting.execute;

/**
 * What every lane goes by.
 *
 * @param judge decides about commands
 * @param outcomes writes what became of them
 * @param retries waits between tries
 * @param maxAttempts tries of one command
 */
record LaneRules(CommandJudge judge, Outcomes outcomes, RetrySchedule retries, int maxAttempts) {}
