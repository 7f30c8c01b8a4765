/**
 * Finds the knots of tasks that wait on each other: in one knot every task waits on every other, if only through more of
 * them. One pass over tasks and dependencies, without recursion.
 *
 * @param needs for each task the indexes of those it needs
 * @returns for each task the number of its knot, or -1 where it is on no cycle
 */
export function knotsOf(needs: readonly (readonly number[])[]): Int32Array {
  const knots = new Int32Array(needs.length).fill(-1);
  /** When each was found, from 1; 0 while it was not. */
  const found = new Int32Array(needs.length);
  /** The earliest found task that is still open and that each leads to. */
  const earliest = new Int32Array(needs.length);
  const isOpen = new Uint8Array(needs.length);
  const next = new Int32Array(needs.length);
  const open: number[] = [];
  let count = 0;
  let knot = 0;

  const lower = (at: number, to: number) => (earliest[at] = Math.min(earliest[at] ?? 0, to));
  const enter = (at: number) => {
    count += 1;
    found[at] = earliest[at] = count;
    isOpen[at] = 1;
    open.push(at);
  };
  const close = (first: number) => {
    const members = open.splice(open.lastIndexOf(first));
    for (const at of members) isOpen[at] = 0;
    if (members.length === 1 && !needs[first]?.includes(first)) return;
    for (const at of members) knots[at] = knot;
    knot += 1;
  };

  for (let start = 0; start < needs.length; start++) {
    if (found[start] !== 0) continue;
    enter(start);
    const path = [start];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const turn = next[at] ?? 0;
      next[at] = turn + 1;
      const need = needs[at]?.[turn];
      if (need === undefined) {
        path.pop();
        const before = path.at(-1);
        if (before !== undefined) lower(before, earliest[at] ?? 0);
        if (earliest[at] === found[at]) close(at);
      } else if (found[need] === 0) {
        enter(need);
        path.push(need);
      } else if (isOpen[need] === 1) {
        lower(at, found[need] ?? 0);
      }
    }
  }
  return knots;
}
