import type { CallRow } from "../../data/call-row.ts";
import { Random } from "../../data/random.ts";
import { secretToken } from "../../data/secret.ts";

/** What the owner handed over when the call was made: state, context, experiments, a data connection. */
export function contextBody(row: CallRow) {
  const random = Random.for(row.seed, "context");
  return {
    experimentalSettings: random.weighted([
      [null, 6],
      [{ transcriptionProvider: "beta", accessToken: secretToken(row.seed, "experiment") }, 4],
    ]),
    initialState: random.weighted<object>([
      [{}, 4],
      [{ customer: { tier: "gold", crmToken: secretToken(row.seed, "state") }, attempts: 0 }, 6],
    ]),
    requestContext: random.weighted<unknown>([
      [{}, 3],
      [null, 1],
      [{ userId: random.integer(1, 9999), session: secretToken(row.seed, "context") }, 6],
    ]),
    ...(random.chance(0.2) ? { dataConnectionConfig: dataConnectionBody(row.seed) } : {}),
  };
}

/** A data connection: its address and its headers are credentials. */
export function dataConnectionBody(ownerSeed: number) {
  return {
    websocketUrl: `wss://data.example/stream/${secretToken(ownerSeed, "dataurl")}`,
    audioConfig: { sampleRate: 16_000, channelMode: "CHANNEL_MODE_SEPARATED" },
    dataMessages: { transcript: true, state: false },
    headers: { Authorization: `Bearer ${secretToken(ownerSeed, "dataheader")}` },
  };
}
