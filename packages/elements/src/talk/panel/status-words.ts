import { clockTime } from "../../base/clock-time.ts";
import type { TalkState } from "../model/talk-state.ts";
import type { TalkHost } from "./talk-host.ts";

/** What goes on, in a few words: on the button of a call that is folded away. */
export function statusWords(host: TalkHost, { phase }: Readonly<TalkState>, nowMs: number): string {
  const { text, formats } = host;
  switch (phase.at) {
    case "live": {
      const time = clockTime(phase.endsMs - nowMs, formats.locale);
      return `${text(phase.isReconnecting ? "talk.reconnecting" : `talk.${phase.agent}`)} · ${text("talk.left", { time })}`;
    }
    case "microphone":
    case "waiting":
      return text(`talk.${phase.at}.title`);
    case "starting":
    case "joining":
    case "leaving":
      return text(`talk.${phase.at}`);
    case "ended":
      return text("talk.ended.title");
    default:
      return text("talk.show");
  }
}
