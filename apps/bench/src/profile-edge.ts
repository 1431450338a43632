/** Where a request spends its time in the Worker: `run profile-edge "list uncached"` names cases by a part of their name. */
import { makeMints, makeReads } from "./edge/cases.ts";
import { profile } from "./edge/profile.ts";
import { sendAll } from "./edge/send.ts";
import { startSubjects } from "./edge/subjects.ts";

const PAGE_BYTES = 700_000;
const REQUESTS = 300;

const wanted = process.argv.slice(2);
const stops: (() => Promise<unknown>)[] = [];
try {
  const subjects = await startSubjects([PAGE_BYTES], (stop) => stops.push(stop), { inspector: true });
  const all = [...(await makeMints(subjects)), ...makeReads(subjects, PAGE_BYTES)];
  const ours = all.filter(({ pid }) => pid === subjects.broker.pid);
  for (const { name, service, load, prepare } of ours) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    // Code is compiled first.
    await sendAll(await prepare(REQUESTS), load);
    const batch = await prepare(REQUESTS);
    const lines = await profile(`${subjects.broker.inspectorUrl}/${service}`, () => sendAll(batch, load));
    console.log(`\n${name}: self, total`);
    for (const { where, self, total } of lines) console.log(`${percent(self)}${percent(total)}  ${where}`);
  }
} finally {
  for (const stop of stops.reverse()) await stop();
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`.padStart(7);
}
