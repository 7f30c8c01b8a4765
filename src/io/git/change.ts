import type { GitFacts } from '../../core/git';
import type { Log, Refusal } from '../../core/ports';
import { err, type Result } from '../../core/result';
import { t } from '../../core/words';
import { createTurns } from '../turns';
import type { BranchPorts } from './branches';
import { readPlaces } from './facts';
import type { RunGit } from './gitProcess';
import { inQueue } from './queue';

/**
 * Runs a step that changes the repository when its turn comes, in a trusted workspace; refuses elsewhere. Steps of one
 * caller go in the order in which they were given.
 *
 * @param what shown to others that wait, such as `git commit`
 */
export type Change = <T>(what: string, step: (ports: BranchPorts) => Promise<Result<T, Refusal>>) => Promise<Result<T, Refusal>>;

interface ChangeOptions {
  readonly run: RunGit;
  /** Where `run` runs git: absolute. */
  readonly root: string;
  trusted(): boolean;
  readonly log?: Log;
  /** The program, named to others that wait. */
  readonly by?: string;
}

export function createChange({ run, root, trusted, log, by }: ChangeOptions): Change {
  const inTurn = createTurns();
  return (what, step) =>
    inTurn(async () => {
      if (!trusted()) return err(untrusted());
      const places = await readPlaces(run, root);
      if ('kind' in places) return err(noRepository(places));
      return inQueue(places.commonDir, by === undefined ? what : `${by}: ${what}`, () => step({ run, places, log }));
    });
}

export function untrusted(): Refusal {
  return {
    code: 'UNTRUSTED-WORKSPACE',
    message: t('This workspace is not trusted, so git is not run in it'),
    remedy: t('Trust the workspace if you know where it comes from.'),
  };
}

function noRepository(facts: Exclude<GitFacts, { kind: 'repository' | 'unread' }>): Refusal {
  const code = facts.kind === 'git-missing' ? 'GIT-MISSING' : facts.kind === 'not-a-repository' ? 'BLOCKED::NOT-A-GIT-REPOSITORY' : 'GIT-REFUSED';
  const { kind, reason } = facts;
  const message = kind === 'not-a-repository' ? t('This folder is no git repository') : reason === '' ? t('git can\'t be used here') : t('git can\'t be used here: {0}', reason);
  const remedy = kind === 'git-missing' ? t('Install git, or set "git.path" in your user settings to where it is.') : t('Open a folder whose working tree git accepts.');
  return { code, message, remedy };
}
