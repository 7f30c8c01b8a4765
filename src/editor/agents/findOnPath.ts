import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';

/** The system that is searched; the running one unless a test says otherwise. */
export interface SearchedSystem {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  isExecutable(file: string): Promise<boolean>;
}

/**
 * The absolute path of a program, or undefined. Relative entries of the PATH and relative programs with a
 * folder are not followed: they would run what lies in the repository.
 */
export async function findOnPath(program: string, system: SearchedSystem = thisSystem()): Promise<string | undefined> {
  const { join, isAbsolute } = system.platform === 'win32' ? path.win32 : path.posix;
  const names = namesOf(program, system);
  if (isAbsolute(program)) return first(names, system);
  if (/[/\\]/.test(program)) return undefined;
  const folders = pathOf(system).filter((folder) => isAbsolute(folder));
  return first(folders.flatMap((folder) => names.map((name) => join(folder, name))), system);
}

async function first(files: readonly string[], system: SearchedSystem): Promise<string | undefined> {
  for (const file of files) if (await system.isExecutable(file)) return file;
  return undefined;
}

/** Windows starts `claude` as `claude.exe`, `claude.cmd`…, in the order of PATHEXT. */
function namesOf(program: string, { env, platform }: SearchedSystem): readonly string[] {
  if (platform !== 'win32') return [program];
  const extensions = (env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';').filter((extension) => extension.startsWith('.'));
  const has = extensions.some((extension) => program.toLowerCase().endsWith(extension.toLowerCase()));
  return has ? [program] : extensions.map((extension) => program + extension.toLowerCase());
}

function pathOf({ env, platform }: SearchedSystem): readonly string[] {
  if (platform !== 'win32') return (env['PATH'] ?? '').split(':');
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return (env[key] ?? '').split(';').map((folder) => folder.trim().replace(/^"(.*)"$/, '$1'));
}

function thisSystem(): SearchedSystem {
  return { env: process.env, platform: process.platform, isExecutable };
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
