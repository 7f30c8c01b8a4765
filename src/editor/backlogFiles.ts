import * as path from 'node:path';
import { readManifest, readState } from '../core/load';
import type { Settings } from '../core/settings';
import type { buildSnapshot } from '../core/snapshot';
import { readTextFile } from '../io/textFile';
import { createTurns } from '../io/turns';

export type Readings = Pick<Parameters<typeof buildSnapshot>[0], 'manifest' | 'state'>;

type Text = Awaited<ReturnType<typeof readTextFile>>;

/** The two files of a backlog as they were read last. What did not change is not parsed again. */
export class BacklogFiles {
  /** Another object once something in them is different; undefined until they were read. */
  readings: Readings | undefined;
  private last: { readonly key: string; readonly manifestFile: Text; readonly stateFile: Text } | undefined;
  private readonly inTurn = createTurns();

  constructor(
    private readonly root: string,
    private readonly settings: () => Settings,
  ) {}

  /** Reads both. One reading goes at a time, so none overtakes another. */
  read(): Promise<void> {
    return this.inTurn(() => this.readNow());
  }

  private async readNow(): Promise<void> {
    const { manifestPath, statePath, maxFileBytes } = this.settings();
    const [manifestFile, stateFile] = await Promise.all([
      readTextFile(path.join(this.root, manifestPath), maxFileBytes),
      readTextFile(path.join(this.root, statePath), maxFileBytes),
    ]);
    const key = JSON.stringify([manifestPath, statePath]);
    const before = this.last?.key === key ? this.last : undefined;
    const isSameManifest = before !== undefined && sameText(before.manifestFile, manifestFile);
    const isSameState = before !== undefined && sameText(before.stateFile, stateFile);
    if (isSameManifest && isSameState) return;
    const previous = before ? this.readings : undefined;
    this.readings = {
      manifest: isSameManifest && previous ? previous.manifest : readManifest(manifestFile, manifestPath, previous?.manifest),
      state: isSameState && previous ? previous.state : readState(stateFile, statePath, previous?.state),
    };
    this.last = { key, manifestFile, stateFile };
  }
}

function sameText(a: Text, b: Text): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  return a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
