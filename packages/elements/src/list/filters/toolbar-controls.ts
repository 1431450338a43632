/** Controls of the toolbar, by the names that `hide-controls` takes. */
export const CONTROLS = ["text", "agent", "status", "duration", "date", "refresh", "export"] as const;
export type Control = (typeof CONTROLS)[number];

/** The controls that an attribute leaves: all without it, none where it is empty. */
export function controlsLeft(hideControls: string | null): ReadonlySet<Control> {
  const names = hideControls === null ? null : `${hideControls}`.split(/\s+/).filter(Boolean);
  if (names?.length === 0) return new Set();
  return new Set(CONTROLS.filter((control) => !names?.includes(control)));
}
