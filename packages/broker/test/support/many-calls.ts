import { parentPort, workerData } from "node:worker_threads";
import { HOURS, MINUTES, openBridgeWorld } from "./bridge-world.ts";

/**
 * Runs in a thread: ends as many calls as it is told while Cekura is down, tells every fifth twice and in a mixed
 * order, and counts what Cekura has when it is back.
 */
const world = await openBridgeWorld();
const created = world.ago(30 * MINUTES);
const ids = Array.from({ length: Number(workerData) }, (_, index) =>
  world.simulator.addCall({
    ...{ created, durationSeconds: 60, turns: 2, summary: "A call." },
    recording: index % 20 === 0 ? { delivery: "direct" } : null,
  }),
);
world.simulator.setScenario("cekura-unavailable");
const told = ids.flatMap((callId, index) =>
  index % 5 === 0 ? [callId, ids[index - 3] ?? callId] : [callId],
);
while (told.length > 0) await Promise.all(told.splice(0, 200).map((callId) => world.tell(callId)));
await world.pass(HOURS);
const duringOutage = world.received().size;
const waiting = (await world.deliveries("waiting")).length;
world.simulator.setScenario("normal");
await world.pass(2 * HOURS);
const received = world.received();
parentPort?.postMessage({
  duringOutage,
  waiting,
  arrived: ids.filter((callId) => received.has(callId)).length,
  twice: [...received.values()].filter(({ times }) => times > 1).length,
  done: (await world.deliveries("done")).length,
});
await world.close();
