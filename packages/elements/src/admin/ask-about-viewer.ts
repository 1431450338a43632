import type { AdminContext } from "./admin-context.ts";
import type { SwitchesStore } from "./switches-store.ts";

const SHORT_CHARACTERS = 8;

/** The beginning of a viewer's name, which tells viewers apart on a screen. */
export function shortName(subject: string): string {
  return `${subject.slice(0, SHORT_CHARACTERS)}…`;
}

/** Asks whether to switch a viewer off, or on again, or to revoke what it has. */
export function askAboutViewer(
  { words, ask }: AdminContext,
  switches: SwitchesStore,
  target: { site: string; subject: string },
): void {
  ask(() => {
    const { text } = words();
    const isOff = switches.isOff(target);
    return {
      title: text("admin.viewer.title", { name: target.subject }),
      text: text("admin.viewer.text", { site: target.site }),
      actions: [
        { label: text("admin.revoke"), act: () => void switches.revoke(target) },
        {
          label: text(isOff ? "admin.viewer.on" : "admin.viewer.off"),
          act: () => void switches.flip(target, !isOff),
        },
      ],
    };
  });
}
