import { describe, expect, it } from "vitest";
import { audio, BYTES, ETAG, MANNERS, openRecordedCall, SIZE } from "../support/recorded-call.ts";

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe.each(MANNERS)("a recording that the upstream %s", (manner) => {
  it("is served whole", async () => {
    const { ticket, hear } = await openRecordedCall({ manner });
    const answer = await hear(await ticket());
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "audio/wav",
      "content-length": String(SIZE),
      "accept-ranges": "bytes",
      etag: ETAG,
      "cache-control": "private, no-store",
      "access-control-allow-origin": "*",
    });
    expect(await bytesOf(answer)).toEqual(BYTES);
  });

  it.each([
    ["bytes=0-0", 0, 0],
    ["bytes=100-199", 100, 199],
    ["bytes=900-", 900, 999],
    ["bytes=990-5000", 990, 999],
    ["bytes=-10", 990, 999],
    ["bytes=-5000", 0, 999],
    ["bytes=0-", 0, 999],
  ])("is served in part, with 206, for %s", async (range, first, last) => {
    const { ticket, hear } = await openRecordedCall({ manner });
    const answer = await hear(await ticket(), { Range: range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("Content-Range")).toBe(`bytes ${first}-${last}/${SIZE}`);
    expect(answer.headers.get("Content-Length")).toBe(String(last - first + 1));
    expect(await bytesOf(answer)).toEqual(BYTES.slice(first, last + 1));
  });

  it.each(["bytes=1000-", "bytes=5000-6000", "bytes=-0"])(
    "is answered with 416 and no body for %s",
    async (range) => {
      const { ticket, hear } = await openRecordedCall({ manner });
      const answer = await hear(await ticket(), { Range: range });
      expect(answer.status).toBe(416);
      expect(answer.headers.get("Content-Range")).toBe(`bytes */${SIZE}`);
      expect(await answer.text()).toBe("");
    },
  );

  it.each(["bytes=0-1,5-6", "bytes=9-3", "bytes=a-b", "bytes=-", "items=0-1", "bytes 0-1"])(
    "is served whole for %s, which is not a single valid range",
    async (range) => {
      const { ticket, hear } = await openRecordedCall({ manner });
      const answer = await hear(await ticket(), { Range: range });
      expect(answer.status).toBe(200);
      expect(await bytesOf(answer)).toEqual(BYTES);
    },
  );

  it.each([{}, { Range: "bytes=10-19" }, { Range: "bytes=5000-" }])(
    "is described whole, without a body, for HEAD with %j",
    async (headers) => {
      const { ticket, hear } = await openRecordedCall({ manner });
      const answer = await hear(await ticket(), headers as Record<string, string>, "HEAD");
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Content-Length")).toBe(String(SIZE));
      expect(await answer.text()).toBe("");
    },
  );
});

describe("If-Range", () => {
  it.each([
    [ETAG, 206],
    ['"another"', 200],
    [`W/${ETAG}`, 200],
    ["Thu, 02 Jul 2026 09:00:00 GMT", 200],
  ])("%s answers %i when the upstream ignores ranges", async (ifRange, status) => {
    const { ticket, hear } = await openRecordedCall({ manner: "redirects, without ranges" });
    const answer = await hear(await ticket(), { Range: "bytes=10-19", "If-Range": ifRange });
    expect(answer.status).toBe(status);
    expect((await bytesOf(answer)).length).toBe(status === 206 ? 10 : SIZE);
  });

  it.each([
    ['"another"', "bytes=10-19"],
    ['"another"', "bytes=5000-"],
    ['"another"', "bytes=-10"],
    [`W/${ETAG}`, "bytes=10-19"],
    [`W/${ETAG}`, "bytes=5000-"],
    ['""', "bytes=0-0"],
    ["Thu, 02 Jul 2026 09:00:00 GMT", "bytes=10-19"],
    ["Fri, 01 Jan 2100 00:00:00 GMT", "bytes=10-19"],
  ])("%s gets the whole recording for %s from an upstream that ignores If-Range", async (ifRange, range) => {
    const { ticket, hear } = await openRecordedCall({ manner: "redirects, with ranges" });
    const answer = await hear(await ticket(), { Range: range, "If-Range": ifRange });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Range")).toBeNull();
    expect(await bytesOf(answer)).toEqual(BYTES);
  });

  it.each([
    ["bytes=10-19", 206],
    ["bytes=5000-", 416],
  ])("that is the same lets %s stand, with %i", async (range, status) => {
    for (const manner of MANNERS) {
      const { ticket, hear } = await openRecordedCall({ manner });
      const answer = await hear(await ticket(), { Range: range, "If-Range": ETAG });
      expect(answer.status).toBe(status);
    }
  });

  it("gets the whole recording where the upstream has no validator", async () => {
    const { ticket, hear } = await openRecordedCall({
      storage: (request) => {
        const part = audio(request.headers.get("Range"));
        part.headers.delete("ETag");
        return part;
      },
    });
    const answer = await hear(await ticket(), { Range: "bytes=10-19", "If-Range": ETAG });
    expect(answer.status).toBe(200);
    expect(await bytesOf(answer)).toEqual(BYTES);
  });

  it.each(["x".repeat(300), '"a\tb"', '"é"', "not a validator", '"open'])(
    "never matches when it is malformed: %j",
    async (ifRange) => {
      const { ticket, hear } = await openRecordedCall();
      const answer = await hear(await ticket(), { Range: "bytes=10-19", "If-Range": ifRange });
      expect(answer.status).toBe(200);
      expect(await bytesOf(answer)).toEqual(BYTES);
    },
  );

  it("is passed on to an upstream that serves ranges", async () => {
    const seen: (string | null)[] = [];
    const { ticket, hear } = await openRecordedCall({
      storage: (request) => {
        seen.push(request.headers.get("If-Range"));
        return audio(request.headers.get("Range"));
      },
    });
    await hear(await ticket(), { Range: "bytes=10-19", "If-Range": ETAG });
    expect(seen).toEqual([null, ETAG]);
  });
});

describe("a range of a recording of unknown size", () => {
  it("is served without the size", async () => {
    const { ticket, hear } = await openRecordedCall({
      storage: (request) => {
        const part = audio(request.headers.get("Range"));
        const contentRange = part.headers.get("Content-Range")?.replace(/\d+$/, "*");
        part.headers.set("Content-Range", contentRange ?? "");
        return part;
      },
    });
    const answer = await hear(await ticket(), { Range: "bytes=100-199" });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("Content-Range")).toBe("bytes 100-199/*");
    expect(await bytesOf(answer)).toEqual(BYTES.slice(100, 200));
  });
});

describe("a streamed recording", () => {
  it("asks the storage for a seek's range alone", async () => {
    const ranges: (string | null)[] = [];
    const { ticket, hear } = await openRecordedCall({
      storage: (request) => {
        ranges.push(request.headers.get("Range"));
        return audio(request.headers.get("Range"));
      },
    });
    await (await hear(await ticket(), { Range: "bytes=900-" })).arrayBuffer();
    expect(ranges).toEqual(["bytes=0-0", "bytes=900-"]);
  });

  it("passes bytes on before the rest has arrived", async () => {
    let end = () => {};
    const { page, broker, call } = await openRecordedCall({
      storage: () => {
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(BYTES.slice(0, 10));
            end = () => {
              controller.enqueue(BYTES.slice(10));
              controller.close();
            };
          },
        });
        return new Response(body, { headers: { "Content-Type": "audio/wav" } });
      },
    });
    const response = await page.get(`/v1/calls/${call.callId}/recording`, { method: "POST" });
    const { url } = await response.json<{ url: string }>();
    // Past the test's own front door, which reads each answer whole to search it for secrets.
    const answer = await broker.app.request(url);
    const reader = answer.body?.getReader();
    expect((await reader?.read())?.value).toEqual(BYTES.slice(0, 10));
    end();
    expect((await reader?.read())?.value).toEqual(BYTES.slice(10));
  });

  it("fails where the upstream breaks off, rather than ending early", async () => {
    const { ticket, hear } = await openRecordedCall({
      storage: () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(BYTES.slice(0, 10));
              controller.close();
            },
          }),
          { headers: { "Content-Type": "audio/wav", "Content-Length": String(SIZE) } },
        ),
    });
    const url = await ticket();
    await expect(
      hear(url, { Range: "bytes=5-500" }).then((answer) => answer.arrayBuffer()),
    ).rejects.toThrow();
  });
});
