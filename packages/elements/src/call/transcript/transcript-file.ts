import type { CallDetail, Message } from "@keyhole/contract";

/** A transcript to be taken elsewhere. */
export interface TranscriptFile {
  call: CallDetail;
  turns: readonly Message[];
  /** All turns are there. */
  complete: boolean;
  words: TranscriptWords;
}

/** What it says beyond the turns. The catalogue stays where it is. */
export interface TranscriptWords {
  /** A turn in one line and more. */
  line: (turn: Message) => string;
  speaker: (turn: Message) => string;
  recognised: (turn: Message) => boolean;
  stage: (stage: number) => string;
  recognisedNote: string;
  incomplete: string;
}
