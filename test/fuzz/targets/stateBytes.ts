import { readState } from '../../../src/core/load';
import { decoded } from '../../../src/io/textFile';
import { showEverywhere } from '../faces';
import { mutateJsonFile } from '../mutate';
import { assertProblems } from '../promises';
import { MANIFEST_TEXT, STATE_TEXT } from '../seeds';
import type { Target } from '../target';

const FILE = 'docs/backlog/task-state.json';

/** The bytes of the state file, through all that shows it and all that records. */
export const stateBytes: Target<string> = {
  name: 'state-bytes',
  make: (random) => mutateJsonFile(random, STATE_TEXT),
  run: async (bytes) => {
    const file = decoded({ kind: 'bytes', bytes: Buffer.from(bytes, 'latin1'), stats: { mode: 0o644 } as never }, FILE);
    if (file.kind === 'text') return showEverywhere({ manifest: MANIFEST_TEXT, state: file.text });
    assertProblems(readState(file, FILE).problems, () => undefined);
  },
};
