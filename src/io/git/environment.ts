/** Reads change nothing and run nothing of the repository's; changes run the person's hooks, as they expect. */
export type GitEffect = 'read' | 'change';

/** Of git's own variables only these are kept: who commits, which configuration, where discovery ends. */
const KEPT = [
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
];

/** What hooks and signing of a commit may need beyond that. */
const KEPT_FOR_CHANGES = ['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'SSH_ASKPASS'];

/** Known to simple-git as unsafe to pass; no call of ours opens an editor or a pager. */
const DROPPED = new Set(['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS']);

/** Never a question on a terminal; messages in English without touching the characters' encoding of hooks. */
const ALWAYS = { GIT_TERMINAL_PROMPT: '0', LANGUAGE: 'en', LC_MESSAGES: 'C' };

/** No index refresh is written, nothing is fetched to answer, plain messages. */
const FOR_READS = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };

/**
 * The environment of one git process, from the program's own: without what would point git at another
 * repository (`GIT_DIR`, `GIT_INDEX_FILE`: set when `vtm` runs inside a hook) or another program.
 */
export function gitEnvironment(effect: GitEffect, own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = new Set(effect === 'read' ? KEPT : [...KEPT, ...KEPT_FOR_CHANGES]);
  const passed = Object.entries(own).filter(([key]) => {
    const name = key.toUpperCase();
    return kept.has(name) || !(name.startsWith('GIT_') || DROPPED.has(name));
  });
  return { ...Object.fromEntries(passed), ...ALWAYS, ...(effect === 'read' ? FOR_READS : {}) };
}

/** The variables that simple-git must let through; it strips every other one of git's. */
export const ALLOWED_VARIABLES: readonly string[] = [
  ...KEPT,
  ...KEPT_FOR_CHANGES,
  'GIT_TERMINAL_PROMPT',
  'GIT_OPTIONAL_LOCKS',
  'GIT_NO_LAZY_FETCH',
];
