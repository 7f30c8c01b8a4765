import type { Page } from 'playwright-core';

/** A running editor with the packaged product, and the browser that shows it. */
export interface Session {
  /** Scratch space that goes with the session. */
  readonly folder: string;
  /** First on the PATH of the extension host: a program put here stands in for the real one. */
  readonly bin: string;
  /** Where the scripted model reads its script and notes its requests. */
  readonly model: string;
  /** The home folder of the extension host, with a git identity of its own. */
  readonly home: string;
  url(target: string): string;
  /** Replaces the user settings (the quiet ones stay) for windows to come; those already open may not notice. */
  writeSettings(settings: Record<string, unknown>): void;
  newWindow(options?: { trusted?: boolean; viewport?: { width: number; height: number }; language?: string }): Promise<Page>;
  /** Closes all windows; those to come find nothing that they kept in the browser. */
  closeWindows(): Promise<void>;
  keepLogs(target: string, sinceMs: number): void;
  stop(): Promise<void>;
}

export function openSession(): Promise<Session>;
export function packScriptedModel(): Promise<string>;
