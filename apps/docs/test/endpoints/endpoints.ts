import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const HOME = fileURLToPath(new URL("../../endpoints/", import.meta.url));

/** An endpoint of the documentation, and how to run it. */
export interface Endpoint {
  /** File in `endpoints/`. */
  file: string;
  /** A command that succeeds where the language is installed. */
  probe: readonly string[];
  /** What its owner writes in place of the line with "FILL IN": the cookie `session=anna` is that of `ANNA`. */
  filled: string;
  /** The command that serves a copy of the file, in a folder of its own, at a port of the loopback address. */
  serve(file: string, port: number): readonly string[];
  /** Other files that the folder needs. */
  files?: Readonly<Record<string, string>>;
  /** Name of the copy, where the language wants another. */
  copy?: string;
}

/** Who is signed in. JSON must escape the role, and the id may be a number in the host's database. */
export const ANNA = { sub: "7", role: 'sup"port é', tenant: "tenant-a" };

const user = String.raw`{ id: 7, role: 'sup"port \u00e9', tenant: "tenant-a" }`;
const RACK = fileURLToPath(new URL("serve-rack.rb", import.meta.url));

/** All but the one for Workers, which runs in workerd. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    file: "keyhole-assertion.mjs",
    probe: [process.execPath, "--version"],
    filled: `return request.headers.cookie === "session=anna" ? ${user} : null;`,
    serve: (file) => [process.execPath, file],
  },
  {
    file: "keyhole-assertion-express.mjs",
    probe: [process.execPath, "--version"],
    filled: `return request.get("Cookie") === "session=anna" ? ${user} : null;`,
    serve: (file) => [process.execPath, file],
  },
  {
    file: "keyhole_assertion.py",
    probe: ["python3", "-c", "import sys; sys.exit(sys.version_info < (3, 8))"],
    filled: String.raw`return {"id": 7, "role": "sup\"port \u00e9", "tenant": "tenant-a"} if environ.get("HTTP_COOKIE") == "session=anna" else None`,
    serve: (file) => ["python3", file],
  },
  {
    file: "keyhole-assertion.php",
    probe: ["php", "--version"],
    filled: String.raw`return ($_COOKIE['session'] ?? '') === 'anna' ? ['id' => 7, 'role' => "sup\"port \u{e9}", 'tenant' => 'tenant-a'] : null;`,
    serve: (file, port) => ["php", "-S", `127.0.0.1:${port}`, file],
  },
  {
    file: "keyhole_assertion.rb",
    probe: ["ruby", "--version"],
    filled: String.raw`env["HTTP_COOKIE"] == "session=anna" ? { id: 7, role: "sup\"port \u00e9", tenant: "tenant-a" } : nil`,
    serve: (file, port) => ["ruby", RACK, file, `${port}`],
  },
  {
    file: "keyhole_assertion.go",
    probe: ["go", "version"],
    filled: String.raw`if cookie, err := request.Cookie("session"); err == nil && cookie.Value == "anna" {
		return &user{"7", "sup\"port \u00e9", "tenant-a"}
	}
	return nil`,
    serve: (file) => ["go", "run", file],
  },
  {
    file: "KeyholeAssertion.java",
    probe: ["java", "--version"],
    filled: String.raw`return "session=anna".equals(exchange.getRequestHeaders().getFirst("Cookie")) ? new User("7", "sup\"port \u00e9", "tenant-a") : null;`,
    serve: (file) => ["java", file],
  },
  {
    file: "KeyholeAssertion.cs",
    copy: "Program.cs",
    probe: ["dotnet", "--version"],
    filled: String.raw`return context.Request.Cookies["session"] == "anna" ? new User("7", "sup\"port \u00e9", "tenant-a") : null;`,
    serve: () => ["dotnet", "run", "--no-launch-profile"],
    files: {
      "keyhole.csproj": `<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net$([System.Environment]::Version.Major).0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
</Project>
`,
    },
  },
];

/** Why an endpoint cannot run here; false if it can. */
export function skipReason({ probe: [command = "", ...args] }: Endpoint): string | false {
  return spawnSync(command, args).status === 0 ? false : `${command} is not installed here`;
}

export function readEndpoint(file: string): string {
  return readFileSync(`${HOME}${file}`, "utf8");
}

/** The file with its owner's own lines. */
export function fillIn(source: string, lines: string): string {
  return source.replace(/^([ \t]*).*\bFILL IN\b.*$/m, (_line, indent: string) => `${indent}${lines}`);
}
