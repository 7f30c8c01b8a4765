import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Places } from './facts';
import type { RunGit } from './gitProcess';
import { pastLocks } from './locks';

/** What git's configuration holds of a branch goes with the branch, as `git branch --delete` has it; best effort. */
export async function forgetBranchSection(run: RunGit, places: Places, branch: string): Promise<void> {
  const text = await fs.readFile(path.join(places.commonDir, 'config'), 'utf8').catch(() => '');
  if (!text.includes(`[branch "${branch}"]`)) return;
  await pastLocks(places, () => run('change', ['config', '--local', '--remove-section', `branch.${branch}`]));
}
