import type * as vscode from 'vscode';
import type { Settings } from '../../core/settings';

const KEY = 'gates.allowed';

type Stored = Readonly<Record<string, readonly string[]>>;

/**
 * Codes that a person lets pass in one folder for good. Kept by the editor and not in the folder's settings file: that
 * would change the working tree, which then blocks the very start it was meant for.
 */
export class AllowedCodes {
  constructor(
    private readonly memento: vscode.Memento,
    private readonly folder: string,
  ) {}

  get codes(): readonly string[] {
    return this.stored[this.folder] ?? [];
  }

  async set(code: string, isAllowed: boolean): Promise<void> {
    const others = this.codes.filter((one) => one !== code);
    await this.memento.update(KEY, { ...this.stored, [this.folder]: isAllowed ? [...others, code] : others });
  }

  /** The settings with what was allowed: such a code warns, unless it is milder already. */
  in(settings: Settings): Settings {
    const blocking = this.codes.filter((code) => (settings.gateSeverity[code] ?? 'block') === 'block');
    if (blocking.length === 0) return settings;
    return { ...settings, gateSeverity: { ...settings.gateSeverity, ...Object.fromEntries(blocking.map((code) => [code, 'warn' as const])) } };
  }

  private get stored(): Stored {
    return this.memento.get<Stored>(KEY) ?? {};
  }
}
