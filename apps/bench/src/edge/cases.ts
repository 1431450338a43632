import { ASSERTION_SECRET, signAssertion, Viewer } from "@keyhole/edge/testing";
import { type Load, type Prepared, send } from "./send.ts";
import { type Subjects, serviceOf } from "./subjects.ts";

/** One kind of request to one Worker, measured by itself. */
export interface EdgeCase {
  /** Unique: the request, and the subject that answers it. */
  name: string;
  /** The service that is asked, which the profiler knows by this name. */
  service: string;
  pid: number;
  load: Load;
  prepare: (count: number) => Promise<Prepared[]>;
}

/**
 * Below what the broker lets through to the upstream for one key. Pauses cost CPU: a floor takes twice as much for a
 * request at this rate as for one of a row without pauses, so subjects and their floors are sent alike.
 */
const ASKING: Load = { atOnce: 2, perSecond: 100 };
const FREE: Load = { atOnce: 2, perSecond: Number.POSITIVE_INFINITY };

/** What workerd takes for one of each, by its path at the floor. */
export const PARTS = {
  "a timer": "/timer",
  "an upstream request": "/ask",
  "an object's answer": "/object",
  "a new object's answer": "/new-object",
  "an object that stores a row": "/stored",
} as const;

/** Requests that ask for no list: the floors of cryptography, and mints. */
export async function makeMints({ broker, floor, pageBytes }: Subjects): Promise<EdgeCase[]> {
  const service = serviceOf(pageBytes[0] ?? 0);
  const [brokerUrl, floorUrl] = [broker.urls[service] ?? "", floor.urls[service] ?? ""];
  const ours = { service, load: FREE, pid: broker.pid };
  const bare = { service, load: FREE, pid: floor.pid };
  const viewer = await Viewer.make();
  const same = async () => viewer;
  const mint = (url: string, who: () => Promise<Viewer>, kind: "visitor" | "member", sub?: string) =>
    repeat(async () => prepareMint(await who(), url, kind, sub));
  return [
    { ...bare, name: "raw handler", prepare: repeat(() => plain(`${floorUrl}/raw`)) },
    ...Object.entries(PARTS).map(([name, path]) => ({
      ...bare,
      name,
      prepare: repeat(() => plain(`${floorUrl}${path}`)),
    })),
    { ...bare, name: "proof", prepare: repeat(async () => proven(viewer, `${floorUrl}/proof`)) },
    { ...bare, name: "floor of a visitor's mint", prepare: mint(floorUrl, same, "visitor") },
    { ...bare, name: "floor of a member's mint", prepare: mint(floorUrl, same, "member", "ada") },
    { ...ours, name: "visitor's mint", prepare: mint(brokerUrl, same, "visitor") },
    { ...ours, name: "member's mint", prepare: mint(brokerUrl, same, "member", "ada") },
    { ...ours, name: "new visitor's mint", prepare: mint(brokerUrl, () => Viewer.make(), "visitor") },
    { ...ours, name: "new member's mint", prepare: mint(brokerUrl, same, "member") },
  ];
}

/** Requests for a page of calls of that size, and for one of its calls. */
export function makeReads({ broker, floor, upstream }: Subjects, bytes: number): EdgeCase[] {
  const service = serviceOf(bytes);
  const [brokerUrl, floorUrl] = [broker.urls[service] ?? "", floor.urls[service] ?? ""];
  const ours = { service, load: ASKING, pid: broker.pid };
  const bare = { service, load: ASKING, pid: floor.pid };
  const name = (what: string) => nameOfSize(what, bytes);
  const list = "/v1/calls?limit=50";
  let asked = 0;
  const viewerOf = async (url = brokerUrl) => {
    const viewer = await Viewer.make();
    // A token lives for five minutes, and a run may take longer.
    const answer = await viewer.mint(url, "member");
    if (!answer.ok) throw new Error(`mint: ${answer.status} ${await answer.text()}`);
    return viewer;
  };
  const reads =
    (path: () => string, expects = 200, more: Record<string, string> = {}) =>
    async (count: number) => {
      const viewer = await viewerOf();
      return Promise.all(
        Array.from({ length: count }, () => prepareRead(viewer, brokerUrl, path(), expects, more)),
      );
    };
  const callOf = (index: number) => upstream.callIds[index % upstream.callIds.length] ?? "";
  return [
    { ...bare, name: name("streaming proxy"), prepare: repeat(() => plain(`${floorUrl}/stream`)) },
    { ...bare, name: name("parse and project"), prepare: repeat(() => plain(`${floorUrl}/project`)) },
    {
      ...bare,
      name: name("DPoP floor"),
      load: FREE,
      prepare: async (count) => {
        const viewer = await viewerOf(floorUrl);
        return Promise.all(Array.from({ length: count }, () => prepareRead(viewer, floorUrl, "/dpop", 200)));
      },
    },
    {
      ...bare,
      name: name("detail, parse and project"),
      prepare: async (count) =>
        Array.from({ length: count }, (_, index) => plain(`${floorUrl}/detail?/calls/${callOf(index)}`)),
    },
    {
      ...ours,
      name: name("list uncached"),
      prepare: reads(() => {
        asked += 1;
        return `${list}&from=${new Date(Date.UTC(2020, 0, 1) + asked).toISOString()}`;
      }),
    },
    {
      ...ours,
      name: name("list cached"),
      load: FREE,
      prepare: async (count) => {
        const viewer = await viewerOf();
        // A page is in memory for two seconds. The request that fetches it is one of "list uncached".
        await send(await prepareRead(viewer, brokerUrl, list, 200));
        return Promise.all(Array.from({ length: count }, () => prepareRead(viewer, brokerUrl, list, 200)));
      },
    },
    {
      ...ours,
      name: name("304"),
      load: FREE,
      prepare: async (count) => {
        const viewer = await viewerOf();
        const { tag } = await send(await prepareRead(viewer, brokerUrl, list, 200));
        const more = { "If-None-Match": tag };
        return Promise.all(
          Array.from({ length: count }, () => prepareRead(viewer, brokerUrl, list, 304, more)),
        );
      },
    },
    {
      ...ours,
      name: name("detail"),
      prepare: reads(() => {
        asked += 1;
        return `/v1/calls/${callOf(asked)}`;
      }),
    },
  ];
}

/** A name with the size of the page. */
export function nameOfSize(what: string, bytes: number): string {
  return `${what}, ${Math.round(bytes / 1000).toLocaleString("en")} kB`;
}

function repeat(make: () => Prepared | Promise<Prepared>): EdgeCase["prepare"] {
  return (count) => Promise.all(Array.from({ length: count }, () => make()));
}

function plain(url: string): Prepared {
  return { method: "GET", url, headers: {}, expects: 200 };
}

async function proven(viewer: Viewer, url: string): Promise<Prepared> {
  return { ...plain(url), headers: { DPoP: await viewer.proof("GET", "/proof") } };
}

async function prepareRead(
  viewer: Viewer,
  url: string,
  path: string,
  expects: number,
  more: Record<string, string> = {},
): Promise<Prepared> {
  const headers = { ...(await viewer.headers("GET", path.split("?")[0] ?? "")), ...more };
  return { method: "GET", url: `${url}${path}`, headers, expects };
}

async function prepareMint(
  viewer: Viewer,
  url: string,
  kind: "visitor" | "member",
  sub?: string,
): Promise<Prepared> {
  const fields =
    kind === "visitor"
      ? viewer.visitorFields()
      : viewer.memberFields(await signAssertion(ASSERTION_SECRET, sub));
  return {
    method: "POST",
    url: `${url}/v1/token`,
    headers: {
      ...(await viewer.mintHeaders()),
      "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
    },
    body: new URLSearchParams(fields).toString(),
    expects: 200,
  };
}
