/** The driver's name in git's attributes and configuration. */
export const DRIVER = 'orchestrator-state';

/** What git calls it in messages. */
export const DRIVER_TITLE = 'task state, merged task by task (Implementation Orchestrator)';

/**
 * The command line of the merge driver, which git gives to a shell. Where our program can't merge, because it is gone or a
 * side is broken, git's own merge by lines takes its place and leaves its markers: what one side recorded is never just
 * passed over.
 *
 * @param launcher absolute path of the program
 */
export function driverCommand(launcher: string): string {
  const byLines = 'git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B';
  return `${shellWord(launcher)} merge-state %O %A %B %P; code=$?; test $code -le 1 && exit $code; ${byLines}; exit 1`;
}

/** A path as one word of the shell, in which git finds none of its placeholders. */
function shellWord(path: string): string {
  const slashes = /^[A-Za-z]:\\/.test(path) ? path.replaceAll('\\', '/') : path;
  return `'${slashes.replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
}
