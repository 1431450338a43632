import { MICROS_PER_SECOND } from "../../data/microseconds.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID in lower case. */
export function parseUuid(text: string): string | null {
  const uuid = text.toLowerCase();
  return UUID.test(uuid) ? uuid : null;
}

/** Protobuf's duration, such as `300s` or `0.384s`, in microseconds. */
export function parseDuration(text: string): number | null {
  if (!/^-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9})?s$/.test(text)) return null;
  return Math.round(Number(text.slice(0, -1)) * MICROS_PER_SECOND);
}

/** A positive whole number. */
export function parsePositiveInteger(text: string): number | null {
  return /^0*[1-9]\d*$/.test(text) ? Number(text) : null;
}
