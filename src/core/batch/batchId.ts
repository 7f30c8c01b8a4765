/**
 * The id of a new batch: what it was planned from and a number, such as `slice-1.1-2`. Fit to be the end of a branch's
 * name.
 *
 * @param of as `Batch.of` has it
 * @param isTaken whether there is a batch of this id already, or anything else that it would be taken for
 */
export function batchId(of: string, isTaken: (id: string) => boolean): string {
  const words = of
    .toLowerCase()
    .replace(/[^a-z0-9.]+|\.(?![0-9])|(?<![0-9])\./g, '-')
    .replace(/-+/g, '-')
    .slice(0, MOST_LETTERS)
    .replace(/^-|[-.]$/g, '');
  for (let number = 1; ; number++) {
    const id = `${words || 'batch'}-${number}`;
    if (!isTaken(id)) return id;
  }
}

const MOST_LETTERS = 40;

/** The branch that all tasks of a coordinator's batch are on. */
export function batchBranch(id: string): string {
  return `batch/${id}`;
}
