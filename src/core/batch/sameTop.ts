/** Whether two tops of working trees are one: of git's list or of the batches, whichever way their separators lean. */
export function isSameTop(one: string | undefined, other: string): boolean {
  return one?.replaceAll('\\', '/') === other.replaceAll('\\', '/');
}
