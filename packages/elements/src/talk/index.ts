export { enTalk as texts } from "../i18n/en-talk.ts";
export { TalkController as Content } from "./talk-controller.ts";
