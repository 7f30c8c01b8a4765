import { err, ok, type Result } from '../result';
import { t } from '../words';

/** The two texts that stand between conflict markers, each with all that stands around; `base` only where markers hold it. */
export interface Unmerged {
  readonly ours: string;
  readonly theirs: string;
  readonly base: string | undefined;
}

/** Where markers don't fit together: a line, counted from 1, and why, in a clause. */
export interface MarkerFault {
  readonly line: number;
  readonly why: string;
}

/** A marker of git: at the beginning of a line, seven signs or more. No line of JSON begins so. */
const MARKER = /^(<{7,}|\|{7,}|={7,}|>{7,})(?: |\r?$)/;

type Part = 'ours' | 'base' | 'theirs';

const PARTS: readonly Part[] = ['ours', 'base', 'theirs'];

/** The markers that may follow inside each part. */
const NEXT: Readonly<Record<Part, string>> = { ours: '|=', base: '=', theirs: '>' };

/** Whether a line of the text is a conflict marker. */
export function hasMarkers(text: string): boolean {
  return linesOf(text).some((line) => MARKER.test(bare(line)));
}

/**
 * Takes a text with conflict markers apart, in either style (`merge`, `diff3`). Of conflicts inside conflicts the outermost
 * are taken apart; the parts may hold the others.
 */
export function takenApart(text: string): Result<Unmerged, MarkerFault> {
  const sides: Record<Part, string[]> = { ours: [], base: [], theirs: [] };
  const open: { readonly line: number; part: Part; hasBase: boolean }[] = [];
  let hasBase = true;
  for (const [index, line] of linesOf(text).entries()) {
    const sign = MARKER.exec(bare(line))?.[1]?.charAt(0);
    const top = open.at(-1);
    if (sign !== undefined && sign !== '<' && !(top && NEXT[top.part].includes(sign))) return err({ line: index + 1, why: t('the marker is out of order') });
    const isOuter = sign !== undefined && open.length === (sign === '<' ? 0 : 1);
    if (sign === '>') open.pop();
    if (sign === '<') open.push({ line: index + 1, part: 'ours', hasBase: false });
    else if (top) {
      if (sign === '|') top.hasBase = true;
      if (sign === '|' || sign === '=') top.part = sign === '|' ? 'base' : 'theirs';
      if (isOuter && sign === '>') hasBase &&= top.hasBase;
    }
    if (!isOuter) for (const part of PARTS) if ((open[0]?.part ?? part) === part) sides[part].push(line);
  }
  const [first] = open;
  if (first) return err({ line: first.line, why: t('the conflict that begins there does not end') });
  return ok({ ours: sides.ours.join(''), theirs: sides.theirs.join(''), base: hasBase ? sides.base.join('') : undefined });
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function bare(line: string): string {
  return line.replace(/\n$/, '');
}
