import { cut, cutBeginning } from '../../core/cut';
import { plainText } from '../../core/delegate/plainText';
import type { Refusal } from '../../core/ports';
import { t } from '../../core/words';
import type { GitOutput } from './gitProcess';

const MOST_LINES = 12;
const MOST_LENGTH = 1_200;

/**
 * git's own words, fit to be shown: without hints (some advise to throw work away), escape sequences and
 * empty lines.
 */
export function gitWords(output: Pick<GitOutput, 'stdout' | 'stderr'>): string {
  return shortened(output.stderr.trim() === '' ? output.stdout : output.stderr, 'start');
}

/** All that was said, by hooks too, whichever stream they chose. */
export function allWords(output: Pick<GitOutput, 'stdout' | 'stderr'>): string {
  return shortened(`${output.stdout}\n${output.stderr}`, 'end');
}

/** Where there is too much, one end is kept: git puts the reason first, hooks put it last. */
function shortened(said: string, from: 'start' | 'end'): string {
  const lines = plainText(said)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const kept = from === 'start' ? lines.slice(0, MOST_LINES) : lines.slice(-MOST_LINES);
  const text = kept.join('\n');
  return from === 'start' ? cut(text, MOST_LENGTH) : cutBeginning(text, MOST_LENGTH);
}

/** A refusal with git's words behind what was tried. */
export function refusedByGit(tried: string, output: GitOutput, remedy = t('Mend what git names, then try again.')): Refusal {
  if (output.failure === 'missing') return gitMissing(output);
  if (output.failure === 'timed-out') {
    return { code: 'GIT-TIMED-OUT', message: t('git took too long {0}: {1}', tried, output.stderr), remedy: t('See what git or one of its hooks is waiting for, then try again.') };
  }
  if (output.failure === 'cancelled') return { code: 'GIT-CANCELLED', message: output.stderr, remedy: t('Nothing has to be done.') };
  const words = gitWords(output) || t('it ended with code {0} and said nothing', output.exitCode);
  return { code: 'GIT-REFUSED', message: t('git refused {0}: {1}', tried, words), remedy };
}

function gitMissing(output: GitOutput): Refusal {
  return {
    code: 'GIT-MISSING',
    message: t('git could not be started: {0}', output.stderr),
    remedy: t('Install git, or set "git.path" in your user settings to where it is.'),
  };
}
