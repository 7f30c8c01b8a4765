import { complain } from './output';

/**
 * Runs what writes to its end though the person presses Ctrl-C, so that nothing is left half done: a start makes a
 * branch, a claim and a commit. A second Ctrl-C ends the process at once; the state file is whole even then.
 */
export async function toTheEnd<T>(run: () => Promise<T>): Promise<T> {
  const finish = (): void => {
    process.removeListener('SIGINT', finish);
    complain('finishing what is begun; press Ctrl-C again to stop at once');
  };
  process.on('SIGINT', finish);
  try {
    return await run();
  } finally {
    process.removeListener('SIGINT', finish);
  }
}
