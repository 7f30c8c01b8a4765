import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Launcher } from '../core/ports';
import { err, ok } from '../core/result';
import { t } from '../core/words';
import { errnoOf, explained } from './files';
import { launcherFolder, writeLauncher } from './setupLauncher';

declare const PRODUCT_VERSION: string;

/** Where the programs lie: code that several of them share lies a folder below. */
const PROGRAMS = basename(__dirname) === 'chunks' ? dirname(__dirname) : __dirname;

/** The launcher, which runs the `vtm` that lies beside this program's own bundle. */
export function createLauncher(bundle = join(PROGRAMS, 'vtm.js')): Launcher {
  const path = join(launcherFolder(), 'vtm');
  return {
    path,
    refresh: async () => {
      if (!existsSync(bundle)) return err({ code: 'NO-LAUNCHER', message: t('There is no {0} that git could be told to run', bundle), remedy: t('Install the extension again.') });
      try {
        await writeLauncher({ bundle, version: PRODUCT_VERSION });
        return ok(undefined);
      } catch (error) {
        if (errnoOf(error) === undefined) throw error;
        const { because, remedy } = explained(error);
        return err({ code: 'NO-LAUNCHER', message: t('{0} could not be written: {1}', path, because), remedy });
      }
    },
  };
}
