import type * as vscode from 'vscode';
import type { GateSeverity, Settings } from '../../core/settings';

/** What a person chose for a code in one folder: a gate only warns, or an anomaly is not shown. */
export type CodeChoice = 'allowed' | 'hidden';

const KEYS: Readonly<Record<CodeChoice, string>> = { allowed: 'gates.allowed', hidden: 'anomalies.hidden' };

type Stored = Readonly<Record<string, readonly string[]>>;

/**
 * Codes that a person lets pass, or does not want to see, in one folder for good. Kept by the editor and not in the
 * folder's settings file: that would change the working tree, which then blocks the next start.
 */
export class AllowedCodes {
  constructor(
    private readonly memento: vscode.Memento,
    private readonly folder: string,
  ) {}

  of(choice: CodeChoice): readonly string[] {
    return this.stored(choice)[this.folder] ?? [];
  }

  async set(choice: CodeChoice, code: string, isChosen: boolean): Promise<void> {
    const others = this.of(choice).filter((one) => one !== code);
    await this.memento.update(KEYS[choice], { ...this.stored(choice), [this.folder]: isChosen ? [...others, code] : others });
  }

  /** The settings with what was chosen: what is allowed warns, unless it is milder already; what is hidden is off. */
  in(settings: Settings): Settings {
    const allowed = this.of('allowed').filter((code) => (settings.gateSeverity[code] ?? 'block') === 'block');
    const hidden = this.of('hidden');
    if (allowed.length + hidden.length === 0) return settings;
    const chosen = [...allowed.map((code) => [code, 'warn'] as const), ...hidden.map((code) => [code, 'off'] as const)];
    return { ...settings, gateSeverity: { ...settings.gateSeverity, ...Object.fromEntries<GateSeverity>(chosen) } };
  }

  private stored(choice: CodeChoice): Stored {
    return this.memento.get<Stored>(KEYS[choice]) ?? {};
  }
}
