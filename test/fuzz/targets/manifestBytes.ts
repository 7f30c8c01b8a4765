import { readManifest } from '../../../src/core/load';
import { decoded } from '../../../src/io/textFile';
import { showEverywhere } from '../faces';
import { mutateJsonFile } from '../mutate';
import { assertProblems } from '../promises';
import { MANIFEST_TEXT, STATE_TEXT } from '../seeds';
import type { Target } from '../target';

const FILE = 'docs/backlog/virtual-task-manifest.json';

/** The bytes of the manifest, through all that shows it. */
export const manifestBytes: Target<string> = {
  name: 'manifest-bytes',
  make: (random) => mutateJsonFile(random, MANIFEST_TEXT),
  run: async (bytes) => {
    const file = decoded({ kind: 'bytes', bytes: Buffer.from(bytes, 'latin1'), stats: { mode: 0o644 } as never }, FILE);
    if (file.kind === 'text') return showEverywhere({ manifest: file.text, state: STATE_TEXT });
    const { problems } = readManifest(file, FILE);
    assertProblems(problems, () => undefined);
  },
};
