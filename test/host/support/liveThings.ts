import { createRequire } from 'node:module';
import * as vscode from 'vscode';
import { StandIns } from './standIns';

const require = createRequire(__filename);

/** What has to be ended by whoever began it: registrations, listeners, items and channels of the editor's API. */
const BEGINS = /^(register|create|onDid|onWill|setStatusBarMessage)/;
const NAMESPACES = ['chat', 'commands', 'languages', 'lm', 'tasks', 'window', 'workspace'] as const;

type Call = (...args: unknown[]) => unknown;

/**
 * Counts what one file's code has begun and not ended: disposables of the editor's API, watchers of files, timers.
 * Other code of the extension host begins and ends its own meanwhile, which is told apart by the stack.
 */
export class LiveThings {
  private readonly live = new Map<object, string>();
  private readonly patches = new StandIns();

  /** @param standIns called in place of what can be there once in a window, by `window.createTreeView` and the like */
  constructor(
    private readonly file: string,
    private readonly standIns: Readonly<Record<string, Call>>,
  ) {
    for (const namespace of NAMESPACES) this.patchNamespace(namespace);
    this.patchWatching();
    this.patchTimers();
  }

  /** What is alive, by name, with the same name as often as it is. */
  get names(): readonly string[] {
    return [...this.live.values()].sort();
  }

  over(): void {
    this.patches.over();
  }

  private patchNamespace(namespace: (typeof NAMESPACES)[number]): void {
    const owner = vscode[namespace] as unknown as Record<string, Call>;
    for (const key of Object.keys(owner).filter((one) => BEGINS.test(one))) {
      const name = `${namespace}.${key}`;
      let real: Call;
      try {
        real = owner[key] as Call;
      } catch {
        // Of a proposed API, which is not for us.
        continue;
      }
      const begin = (...args: unknown[]) => {
        if (!this.isOurs()) return real.apply(owner, args);
        const begun = (this.standIns[name] ?? real).apply(owner, args) as { dispose(): unknown };
        return this.tracked(begun, name, 'dispose');
      };
      this.replace(owner, key, begin);
    }
  }

  private patchWatching(): void {
    const fs = require('node:fs') as Record<string, Call>;
    const watch = fs['watch'] as Call;
    this.replace(fs, 'watch', (...args: unknown[]) => (this.isOurs() ? this.tracked(watch(...args) as { close(): unknown }, `fs.watch ${String(args[0])}`, 'close') : watch(...args)));
  }

  private patchTimers(): void {
    const timers = globalThis as unknown as Record<string, Call>;
    for (const kind of ['Timeout', 'Interval']) {
      const set = timers[`set${kind}`] as Call;
      const clear = timers[`clear${kind}`] as Call;
      const begin = (run: Call, ...rest: unknown[]) => {
        if (!this.isOurs()) return set(run, ...rest);
        const timer = set((...args: unknown[]) => {
          if (kind === 'Timeout') this.live.delete(timer);
          return run(...args);
        }, ...rest) as object;
        this.live.set(timer, `set${kind}`);
        return timer;
      };
      this.replace(timers, `set${kind}`, Object.assign(begin as Call, set));
      this.replace(timers, `clear${kind}`, (timer: unknown) => {
        this.live.delete(timer as object);
        return clear(timer);
      });
    }
  }

  private tracked<T extends object>(begun: T, name: string, end: keyof T): T {
    const real = begun[end] as Call;
    this.live.set(begun, name);
    Object.defineProperty(begun, end, {
      configurable: true,
      value: (...args: unknown[]) => {
        this.live.delete(begun);
        return real.apply(begun, args);
      },
    });
    return begun;
  }

  private isOurs(): boolean {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 50;
    const { stack = '' } = new Error();
    Error.stackTraceLimit = limit;
    // The first three lines are the message, this method and the stand-in, which are in the file too.
    return stack.split('\n').slice(3).some((line) => line.includes(this.file));
  }

  private replace(owner: Record<string, unknown>, key: string, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(owner, key);
    Object.defineProperty(owner, key, { configurable: true, enumerable: true, writable: true, value });
    this.patches.atEnd(() => before && Object.defineProperty(owner, key, before));
  }
}
