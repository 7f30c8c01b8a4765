import type { Log } from '../../core/ports';
import { createContextFiles } from '../../io/contextFiles';
import { createGit } from '../../io/git/git';
import type { CommandInput } from './command';

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** git and the documents of a backlog. Calling `vtm` in a folder is the trust that git needs (DESIGN section 6). */
export function worldOf({ root, settings }: Pick<CommandInput, 'root' | 'settings'>) {
  return {
    git: createGit({ root, trusted: () => true, log: SILENT }),
    context: createContextFiles({ root, settings: () => settings }),
  };
}
