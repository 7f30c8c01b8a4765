import * as fs from 'node:fs';
import * as path from 'node:path';

/**
 * The program to run as git. On Windows a bare name would first be looked for in the repository's own
 * folder, so it is resolved against the PATH; elsewhere the system does that rightly.
 */
export function gitProgram(gitPath: string | undefined): string {
  if (gitPath !== undefined && gitPath !== '') return gitPath;
  if (process.platform !== 'win32') return 'git';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, 'git.exe')).find((file) => fs.existsSync(file)) ?? 'C:\\git-is-not-on-the-path\\git.exe';
}
