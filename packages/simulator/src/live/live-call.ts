import type { JoinRequest } from "@livekit/protocol";
import type { WebSocket } from "ws";
import type { CallRow, EndReason } from "../calls/call-row.ts";
import { languageOf } from "../calls/call-texts.ts";
import { AgentVoice } from "./agent-voice.ts";
import { CallerVoice } from "./caller-voice.ts";
import type { LiveOptions } from "./live-options.ts";
import { LivekitRoom } from "./livekit-room.ts";
import { ScriptedAgent, type ToolResult } from "./scripted-agent.ts";

/** The scenario `call-drops` breaks the connection so long after the caller has joined. */
const DROP_MS = 2000;

/** A client's data message. Which fields it has depends on its type. */
interface ClientMessage {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly content?: unknown;
  readonly medium?: unknown;
  readonly timestamp?: unknown;
}

/** A call that somebody is joining, or in. */
export class LiveCall {
  readonly #row: CallRow;
  readonly #socket: WebSocket;
  readonly #options: LiveOptions;
  readonly #clientVersion: string | null;
  readonly #closed = new AbortController();
  #room: LivekitRoom | null = null;
  #voice: AgentVoice | null = null;
  #agent: ScriptedAgent | null = null;

  /** `socket` is the client's first one, whose close ends the call. */
  constructor(row: CallRow, socket: WebSocket, clientVersion: string | null, options: LiveOptions) {
    this.#row = row;
    this.#socket = socket;
    this.#clientVersion = clientVersion;
    this.#options = options;
    // Messages that are too large for LiveKit's data channel come here.
    socket.on("message", (bytes) => this.#take(String(bytes)));
    socket.on("close", (code) => this.#leave(code === 1006 ? "connection_error" : "hangup"));
  }

  /** Opens the room once the client has come with its token. */
  join(socket: WebSocket, request: JoinRequest): void {
    if (this.#room !== null) {
      socket.close();
      return;
    }
    const caller = new CallerVoice({
      onSpeech: () => this.#agent?.interrupt(),
      onUtterance: (spokenMs) => this.#agent?.hearVoice(Math.floor(spokenMs)),
    });
    const room = new LivekitRoom(socket, this.#row.callId, request, {
      onConnected: () => this.#connected(room),
      onData: (text) => this.#take(text),
      onLevel: (levelDb) => caller.hear(levelDb, performance.now()),
      onGone: (how) => this.#leave(how === "left" ? "hangup" : "connection_error"),
    });
    this.#room = room;
  }

  /** A data message that came over the API. */
  deliver(message: Readonly<Record<string, unknown>>): boolean {
    if (this.#agent === null || message.type === "hang_up") return false;
    this.#take(JSON.stringify(message));
    return true;
  }

  /** Lets the client go. Called once the call has ended, whoever ended it. */
  close(): void {
    this.#stop();
    this.#room?.close();
    this.#socket.close();
  }

  #connected(room: LivekitRoom): void {
    const { editor, clock, faults } = this.#options;
    const { agent: fault } = faults();
    // A test may have joined it in the meantime.
    if (editor.row(this.#row.callId).joinedMicros !== null) {
      room.close();
      return;
    }
    editor.joinCall(this.#row.callId, this.#clientVersion);
    room.send({ type: "call_started", callId: this.#row.callId });
    this.#voice = new AgentVoice(room.track);
    if (fault === "drops") void clock.sleep(DROP_MS, this.#closed.signal).then(() => this.#drop());
    if (fault === "hangs-up") {
      this.#end("agent_hangup");
    } else if (fault === "silent") {
      room.send({ type: "state", state: "idle" });
    } else {
      this.#agent = this.#makeAgent(room);
      void this.#agent.run();
    }
  }

  #makeAgent(room: LivekitRoom): ScriptedAgent {
    const { editor, clock } = this.#options;
    const { callId, seed, plan } = this.#row;
    const fields = plan.started?.fields ?? {};
    return new ScriptedAgent({
      clock,
      seed,
      language: languageOf(this.#row),
      speaksFirst: fields.firstSpeaker !== "FIRST_SPEAKER_USER",
      medium: fields.initialOutputMedium === "MESSAGE_MEDIUM_TEXT" ? "text" : "voice",
      closed: this.#closed.signal,
      line: {
        send: (message) => room.send(message),
        setSpeaking: (isSpeaking) => (isSpeaking ? this.#voice?.speak() : this.#voice?.pause()),
        write: (message) => editor.addMessage(callId, message),
        hangUp: () => this.#end("agent_hangup"),
      },
    });
  }

  #take(text: string): void {
    const message = parseMessage(text);
    const agent = this.#agent;
    switch (message.type) {
      case "ping":
        this.#room?.send({ type: "pong", timestamp: message.timestamp });
        return;
      // The name that the client uses, and the one in the vendor's documents.
      case "input_text_message":
      case "user_text_message":
        agent?.hearText(String(message.text));
        return;
      case "forced_agent_message":
        agent?.force(String(message.content));
        return;
      case "set_output_medium":
        agent?.setMedium(message.medium === "text" ? "text" : "voice");
        return;
      case "client_tool_result":
        agent?.takeResult(message as ToolResult);
        return;
      case "hang_up":
        this.#end("hangup");
    }
  }

  /** The client has gone. A call that was not joined waits again until its time is up. */
  #leave(reason: EndReason): void {
    if (this.#closed.signal.aborted) return;
    if (this.#voice === null) this.close();
    else this.#end(reason);
    this.#options.onLeft();
  }

  /** Ends the call, which closes this. */
  #end(reason: EndReason): void {
    if (!this.#closed.signal.aborted) this.#options.editor.endCall(this.#row.callId, reason);
  }

  #drop(): void {
    if (this.#closed.signal.aborted) return;
    this.#stop();
    this.#socket.terminate();
    this.#room?.drop();
    this.#options.editor.endCall(this.#row.callId, "connection_error");
  }

  #stop(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#voice?.close();
  }
}

function parseMessage(text: string): ClientMessage {
  try {
    const message = JSON.parse(text) as unknown;
    return typeof message === "object" && message !== null ? message : {};
  } catch {
    return {};
  }
}
