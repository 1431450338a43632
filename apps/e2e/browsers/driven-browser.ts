/** A browser that a test drives as a person would: by mouse and keys. */
export interface DrivenBrowser {
  goto(url: string): Promise<void>;
  back(): Promise<void>;
  /** Runs a function in the page, or in its first frame. It sees nothing of this file. */
  evaluate<Args extends Json[], Result>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  inFrame<Result>(work: () => Promise<Result>): Promise<Result>;
  click(x: number, y: number): Promise<void>;
  /** A key by its name in UI Events, such as `Escape`. */
  press(key: Key): Promise<void>;
  /** Opens a tab and drives it from now on. Resolves with a function that closes it and returns to the tab before. */
  openTab(): Promise<() => Promise<void>>;
  /** A PNG of what is in sight. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export type Key = "ArrowDown" | "End" | "Enter" | "Escape" | "Home" | "Tab";

/** A browser that a machine may have. */
export interface Engine {
  name: string;
  /** Debian packages that are missing here. */
  missing: string[];
  start(display: Display): Promise<DrivenBrowser>;
}

/** A screen with sound, for programs that need one. */
export interface Display {
  env: NodeJS.ProcessEnv;
  /** The same without a sound device. */
  silentEnv: NodeJS.ProcessEnv;
  /** Clicks with the mouse of the screen, near the lower edge of a window. */
  clickBelowPage(): Promise<void>;
  /** Turns the wheel of that mouse downwards, at a place of the screen. */
  turnWheel(x: number, y: number): Promise<void>;
  stop(): Promise<void>;
}
