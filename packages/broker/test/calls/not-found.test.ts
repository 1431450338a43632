import { describe, expect, it } from "vitest";
import { brokerGranting, enterAs } from "../support/enter-as.ts";
import { expectProblem } from "../support/expect-problem.ts";
import { FakeUpstream } from "../support/fake-upstream.ts";
import { rawCall } from "../support/raw-call.ts";
import { signAssertion } from "../support/sign-jwt.ts";
import { TestPage } from "../support/test-page.ts";

const MINE = rawCall({ metadata: { tenant: "tenant-a" } });
const THEIRS = rawCall({ metadata: { tenant: "tenant-b" } });
const ROWS = { metadata: { tenant: "tenant-a" } };
/** Headers that differ between any two answers. */
const OWN_OF_AN_ANSWER = ["x-request-id", "date"];

describe("GET /v1/calls/:id for a call outside the grant", () => {
  it.each(["GET", "HEAD"])(
    "answers %s as for a call that does not exist: status, headers and body",
    async (method) => {
      const page = await enterAs(new FakeUpstream([MINE, THEIRS]).fetch, { rows: ROWS });
      const [theirs, nobodys, noId] = await Promise.all(
        [THEIRS.callId, crypto.randomUUID(), "no-id"].map(async (id) =>
          told(await page.get(`/v1/calls/${id}`, { method })),
        ),
      );
      expect(theirs).toEqual(nobodys);
      expect(noId).toEqual(nobodys);
      expect(theirs?.status).toBe(404);
    },
  );

  it("asks upstream as often as for a call that does not exist", async () => {
    const upstream = new FakeUpstream([MINE, THEIRS]);
    const page = await enterAs(upstream.fetch, { rows: ROWS });
    const counts: number[] = [];
    for (const id of [THEIRS.callId, crypto.randomUUID()]) {
      const before = upstream.requests.length;
      await page.get(`/v1/calls/${id}`);
      counts.push(upstream.requests.length - before);
    }
    expect(counts).toEqual([1, 1]);
  });

  it("answers not_found as a problem document", async () => {
    const page = await enterAs(new FakeUpstream([THEIRS]).fetch, { rows: ROWS });
    await expectProblem(await page.get(`/v1/calls/${THEIRS.callId}`), "not_found");
  });
});

describe("GET /v1/calls/:id", () => {
  it("accepts an id in capitals", async () => {
    const page = await enterAs(new FakeUpstream([MINE]).fetch, { rows: ROWS });
    expect(await page.read(`/v1/calls/${MINE.callId.toUpperCase()}`)).toMatchObject({ id: MINE.callId });
  });

  it.each([
    "1",
    "latest",
    "..%2fagents",
    "%2e%2e",
    `${MINE.callId}0`,
    MINE.callId.replaceAll("-", ""),
    `{${MINE.callId}}`,
    `${MINE.callId}%20`,
    `${MINE.callId}%00`,
    `${MINE.callId}%2Fmessages`,
    `${MINE.callId}?x=1`.replace("?", "%3F"),
    "aaaaaaaa-0000-4000-8000-00000000000g",
    "x".repeat(500),
  ])("answers not_found for %j, which is not a UUID, without asking upstream", async (id) => {
    const upstream = new FakeUpstream([MINE]);
    const page = await enterAs(upstream.fetch, { rows: ROWS });
    const response = await page.get(`/v1/calls/${id}`);
    await expectProblem(response, "not_found");
    expect(upstream.requests).toEqual([]);
  });
});

describe("GET /v1/calls/:id when the upstream answers another call", () => {
  it("answers upstream_invalid even if the other call is inside the grant", async () => {
    const calls = [MINE, rawCall({ metadata: { tenant: "tenant-a" } })];
    const broker = brokerGranting(new FakeUpstream(calls, { manner: "answers another call" }).fetch, {
      rows: ROWS,
    });
    const page = await TestPage.enter(broker, await signAssertion());
    const response = await page.get(`/v1/calls/${MINE.callId}`);
    const { requestId } = await expectProblem(response, "upstream_invalid");
    expect(broker.log).toEqual([expect.objectContaining({ event: "upstream_invalid", requestId })]);
  });
});

async function told(response: Response) {
  const headers = [...response.headers].filter(([name]) => !OWN_OF_AN_ANSWER.includes(name));
  const body = (await response.text()).replace(/"requestId":"[^"]+"/, "");
  return { status: response.status, headers, body };
}
