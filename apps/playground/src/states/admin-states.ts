import type { OpenedState, State } from "./state.ts";

type Given = Pick<State, "name" | "controls"> & {
  /** The world that is signed in to; see `answer-admin.ts`. Absent: nobody signs in. */
  secret?: string;
  /** The section that is opened, and what is waited for in it. */
  section?: string;
  until?: string;
  onward?: (opened: OpenedState) => Promise<void>;
};

const admin = ({ name, secret, section, until, onward, controls }: Given): State => ({
  name: `admin-${name}`,
  group: "The owner's page",
  element: "keyhole-admin",
  query: {},
  words: "Admin secret",
  async steps(opened) {
    const { element } = opened;
    if (secret === undefined) return;
    await element.getByLabel("Admin secret").fill(`playground-${secret}`);
    await element.getByRole("button", { name: "Sign in" }).click();
    if (section !== undefined) await element.getByRole("button", { name: section, exact: true }).click();
    if (until !== undefined) await element.getByText(until).first().waitFor();
    await onward?.(opened);
  },
  controls,
});

async function askAboutViewer({ element }: OpenedState): Promise<void> {
  await element
    .getByRole("button", { name: /^Act on viewer/ })
    .first()
    .click();
  await element.getByRole("dialog").waitFor();
}

/** The owner's page: the sign-in and its sections, with rows, without any, and failing. */
export const ADMIN_STATES: readonly State[] = [
  admin({ name: "signed-out", controls: 3 }),
  admin({ name: "wrong-secret", secret: "wrong", until: "The secret is wrong", controls: 3 }),
  admin({ name: "audit", secret: "rows", until: "origin_not_allowed", controls: 14 }),
  admin({ name: "viewer", secret: "rows", until: "rate_limited", onward: askAboutViewer, controls: 3 }),
  admin({ name: "empty", secret: "empty", until: "No events", controls: 12 }),
  admin({ name: "failing", secret: "fails", until: "The Worker cannot answer right now", controls: 12 }),
  admin({ name: "charts", secret: "rows", section: "Charts", until: "limit: viewer", controls: 13 }),
  admin({ name: "switches", secret: "rows", section: "Switches", until: "outbound", controls: 14 }),
  admin({
    name: "deliveries",
    secret: "rows",
    section: "Deliveries",
    until: "upstream_invalid",
    controls: 10,
  }),
  admin({ name: "worker", secret: "rows", section: "Worker", until: "Project 123", controls: 8 }),
];
