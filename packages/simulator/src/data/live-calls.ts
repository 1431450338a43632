import { activeTimes, type CallTimes, endedTimes, unjoinedTimes, waitingTimes } from "./call-times.ts";
import { MICROS_PER_SECOND } from "./microseconds.ts";

interface LiveCall {
  readonly ageSeconds: number;
  readonly times: (createdMicros: number, nowMicros: number) => CallTimes;
}

/** The newest calls of the data, newest first. They stay what they are: none is joined or ends by itself. */
export const LIVE_CALLS: readonly LiveCall[] = [
  { ageSeconds: 6, times: () => waitingTimes(30) },
  { ageSeconds: 38, times: activeTimes },
  { ageSeconds: 95, times: justEnded(4) },
  { ageSeconds: 170, times: finished(57) },
  { ageSeconds: 260, times: activeTimes },
  { ageSeconds: 340, times: finished(121) },
  { ageSeconds: 430, times: unjoinedTimes },
  { ageSeconds: 520, times: finished(208) },
  { ageSeconds: 610, times: justEnded(18) },
  { ageSeconds: 700, times: finished(433) },
  { ageSeconds: 840, times: () => waitingTimes(3600) },
  { ageSeconds: 960, times: finished(611) },
  { ageSeconds: 1240, times: finished(1105) },
  { ageSeconds: 1500, times: activeTimes },
  { ageSeconds: 1810, times: finished(1422) },
  { ageSeconds: 2400, times: unjoinedTimes },
  { ageSeconds: 3020, times: finished(2817) },
  { ageSeconds: 3950, times: finished(3204) },
];

/** Ended so many seconds ago, its summaries not written yet. */
function justEnded(secondsAgo: number): LiveCall["times"] {
  return (createdMicros, nowMicros) => endedTimes(createdMicros, endedMicros(nowMicros, secondsAgo));
}

/** Ended so many seconds ago, and its summaries are there. */
function finished(secondsAgo: number): LiveCall["times"] {
  return (createdMicros, nowMicros) =>
    endedTimes(createdMicros, endedMicros(nowMicros, secondsAgo), { kind: "seeded" });
}

function endedMicros(nowMicros: number, secondsAgo: number): number {
  return nowMicros - secondsAgo * MICROS_PER_SECOND - secondsAgo * 7919;
}
