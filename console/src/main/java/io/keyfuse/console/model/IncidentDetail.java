package io.keyfuse.console.model;

import java.util.List;

/**
 * One incident with all that is kept of it.
 *
 * @param incident the row
 * @param evidence evidence of the newest transition that carried any, strongest first
 * @param timeline steps in order of time
 * @param commands its commands, newest first
 */
public record IncidentDetail(
    IncidentView incident,
    List<EvidenceView> evidence,
    List<TimelineEntry> timeline,
    List<CommandView> commands) {}
