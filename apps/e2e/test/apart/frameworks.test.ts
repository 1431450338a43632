import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { buildWhenNeeded } from "@keyhole/dev/build";
import { installPacked, pack } from "@keyhole/dev/publish";

const E2E = join(import.meta.dirname, "../..");
const TSC = join(E2E, "../../node_modules/typescript/bin/tsc");

/** Folders in which the packed elements are installed beside a framework, by the version of React. */
const folders = new Map<string, string>();
const root = mkdtempSync(join(tmpdir(), "keyhole-frameworks-"));

before(() => {
  for (const name of ["elements", "elements library"] as const) buildWhenNeeded(name);
  const { tarball } = pack("elements", root);
  for (const [react, packages] of [
    ["19", { react: "react", "react-dom": "react-dom" }],
    ["18", { react: "react-18", "react-dom": "react-dom-18" }],
  ] as const) {
    const folder = join(root, react);
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    for (const [name, source] of Object.entries(packages)) {
      const link = join(folder, "node_modules", name);
      // A copy finds the React beside it: a link leads to where it was installed with another.
      cpSync(realpathSync(join(E2E, "node_modules", source)), link, { recursive: true });
    }
    for (const name of ["@types/react", "vue", "svelte"]) {
      const link = join(folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(realpathSync(join(E2E, "node_modules", name)), link);
    }
    installPacked(folder, tarball);
    folders.set(react, folder);
  }
});
after(() => rmSync(root, { recursive: true }));

const folderOf = (react: string) => folders.get(react) ?? assert.fail(react);

/** Checks the types of a file that an owner writes. Returns what TypeScript says. */
function check(name: string, text: string): string {
  const folder = folderOf("19");
  writeFileSync(join(folder, name), text);
  const options = [
    ...[
      "--noEmit",
      "--strict",
      "--jsx",
      "react-jsx",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom,dom.iterable",
    ],
    ...["--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck", "--types", ""],
  ];
  return spawnSync(process.execPath, [TSC, ...options, name], { cwd: folder, encoding: "utf8" }).stdout;
}

describe("the published types", () => {
  const jsxFile = (props: string) => `import "@keyhole/elements/jsx";
export const list = <keyhole-calls site="acme" assertion-src="/keyhole-assertion" ${props} />;
`;
  const reactFile = (props: string) => `import { KeyholeCalls } from "@keyhole/elements/react";
export const list = <KeyholeCalls site="acme" assertionSrc="/keyhole-assertion" ${props} />;
`;

  it("know the tags in JSX of React 19, with their events", () => {
    assert.equal(check("jsx.tsx", jsxFile("onkeyhole-call-open={(event) => event.preventDefault()}")), "");
    assert.match(check("jsx-wrong.tsx", jsxFile("site={7}")), /error TS/);
  });

  it("know the components of React, with their events", () => {
    assert.equal(check("react.tsx", reactFile("onKeyholeCallOpen={(event) => event.preventDefault()}")), "");
    assert.match(check("react-wrong.tsx", reactFile("onKeyholeCallOpen={7}")), /error TS/);
  });

  it("know the tags in templates of Vue", () => {
    const text = (site: string) => `import "@keyhole/elements/vue";
import type { GlobalComponents } from "vue";
type Props = InstanceType<GlobalComponents["keyhole-calls"]>["$props"];
export const props: Partial<Props> = { site: ${site} };
`;
    assert.equal(check("vue.ts", text('"acme"')), "");
    assert.match(check("vue-wrong.ts", text("7")), /error TS/);
  });

  it("know the tags in Svelte, with their events", () => {
    const text = (site: string) => `import "@keyhole/elements/svelte";
import type { SvelteHTMLElements } from "svelte/elements";
export const props: SvelteHTMLElements["keyhole-calls"] = {
  site: ${site},
  "onkeyhole-call-open": (event) => event.preventDefault(),
};
`;
    assert.equal(check("svelte.ts", text('"acme"')), "");
    assert.match(check("svelte-wrong.ts", text("7")), /error TS/);
  });
});

describe("the components of React on a server", () => {
  for (const react of ["18", "19"]) {
    it(`render their tags under React ${react}`, () => {
      const code = `
        import { createElement } from "react";
        import { renderToString } from "react-dom/server";
        import { KeyholeCalls } from "@keyhole/elements/react";
        process.stdout.write(renderToString(createElement(KeyholeCalls, { id: "list" })));`;
      const ran = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
        cwd: folderOf(react),
        encoding: "utf8",
      });
      assert.match(ran.stdout, /^<keyhole-calls id="list"/, ran.stderr);
    });
  }
});
