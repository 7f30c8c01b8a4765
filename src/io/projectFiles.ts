import type { ProjectFiles } from '../core/ports';
import { err, ok } from '../core/result';
import { t } from '../core/words';
import { readSetupFile, undoSetup, writeSetup } from './setupFiles';

/** Reads and writes a project's small files, as a set-up does. */
export function createProjectFiles({ root }: { readonly root: string }): ProjectFiles {
  return {
    read: (path) => readSetupFile(root, path),
    exchange: async (path, before, after) => {
      if (before === after) return ok(undefined);
      if (after !== undefined) {
        const written = await writeSetup(root, [{ path, before, after }]);
        return written.ok ? ok(undefined) : written;
      }
      const [left] = (await undoSetup({ root, written: [{ path, before: undefined, after: before ?? '' }], folders: [] })).left;
      return left ? err({ code: 'SET-UP-REFUSED', message: left.why, remedy: t('Look at it, then try again.') }) : ok(undefined);
    },
  };
}
