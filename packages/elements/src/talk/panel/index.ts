export { enTalkCall as texts } from "../../i18n/en-talk-call.ts";
export { openTalk } from "./open-talk.ts";
export { TalkPanel } from "./talk-panel.ts";
