import { parseDateTime, parseTimeOfDay, timeOfDayMicros } from "../../base/time.ts";
import { type CallRow, callDurationMicros } from "../../calls/call-row.ts";
import { type Parameters, parseDuration, parseUuid } from "./parameters.ts";

/** The vendor's own words for a duration without its suffix. */
const DURATION_MESSAGE = "Duration must be given as seconds with an s suffix.";
const DATE_MESSAGE = "Enter a valid date/time.";
const TIME_MESSAGE = "Enter a valid time.";
const UUID_MESSAGE = "Must be a valid UUID.";

type Test = (row: CallRow) => boolean;

/**
 * The filters of `GET /api/calls` as one predicate, or null without filters. Wrong values are collected in
 * `parameters.errors`. A call without a duration matches no duration filter.
 */
export function callFilter(parameters: Parameters, searchText: (row: CallRow) => string): Test | null {
  const tests = [
    agentTest(parameters),
    voiceTest(parameters),
    ...dateTests(parameters),
    ...timeOfDayTests(parameters),
    ...durationTests(parameters),
    ...metadataTests(parameters),
    ...searchTests(parameters, searchText),
  ].filter((test) => test !== null);
  return tests.length === 0 ? null : (row) => tests.every((test) => test(row));
}

function agentTest(parameters: Parameters): Test | null {
  const ids = parameters.list("agentIds");
  if (ids.length === 0) return null;
  const wanted = new Set(ids.map(parseUuid));
  if (wanted.has(null)) return parameters.fail("agentIds", UUID_MESSAGE);
  return (row) => row.agent !== null && wanted.has(row.agent.agentId);
}

function voiceTest(parameters: Parameters): Test | null {
  const voiceId = parameters.parsed("voiceId", parseUuid, UUID_MESSAGE);
  return voiceId === null ? null : (row) => row.voice === voiceId;
}

/** `fromDate` and `toDate` in microseconds, both inclusive; null where one is absent or wrong. */
export function createdBetween(parameters: Parameters): { from: number | null; to: number | null } {
  return {
    from: parameters.parsed("fromDate", (text) => parseDateTime(text, "start"), DATE_MESSAGE),
    to: parameters.parsed("toDate", (text) => parseDateTime(text, "end"), DATE_MESSAGE),
  };
}

function dateTests(parameters: Parameters): (Test | null)[] {
  const { from, to } = createdBetween(parameters);
  return [
    from === null ? null : (row) => row.createdMicros >= from,
    to === null ? null : (row) => row.createdMicros <= to,
  ];
}

function timeOfDayTests(parameters: Parameters): (Test | null)[] {
  const start = parameters.parsed("timeOfDayStart", parseTimeOfDay, TIME_MESSAGE);
  const end = parameters.parsed("timeOfDayEnd", parseTimeOfDay, TIME_MESSAGE);
  return [
    start === null ? null : (row) => timeOfDayMicros(row.createdMicros) >= start,
    end === null ? null : (row) => timeOfDayMicros(row.createdMicros) <= end,
  ];
}

function durationTests(parameters: Parameters): (Test | null)[] {
  const min = parameters.parsed("durationMin", parseDuration, DURATION_MESSAGE);
  const max = parameters.parsed("durationMax", parseDuration, DURATION_MESSAGE);
  return [
    min === null ? null : (row) => (callDurationMicros(row) ?? Number.NEGATIVE_INFINITY) >= min,
    max === null ? null : (row) => (callDurationMicros(row) ?? Number.POSITIVE_INFINITY) <= max,
  ];
}

/** `metadata.KEY=value`: every pair must match exactly, case included. */
function metadataTests(parameters: Parameters): Test[] {
  return parameters.startingWith("metadata.").map(([key, value]) => (row) => {
    return Object.hasOwn(row.metadata, key) && row.metadata[key] === value;
  });
}

/** Every word must occur somewhere, in any case. */
function searchTests(parameters: Parameters, searchText: (row: CallRow) => string): Test[] {
  if (!parameters.has("search")) return [];
  const words = (parameters.text("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) parameters.fail("search", "This field may not be blank.");
  return words.map((word) => (row) => searchText(row).includes(word));
}
