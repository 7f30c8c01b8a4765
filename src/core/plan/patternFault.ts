import { t } from '../words';

/** Why a pattern of `file_scope` can't be compared with others: then nobody knows what its task touches. */
export interface PatternFault {
  /** `outside`: it can't mean files of the project. `unclear`: it may, and is not understood. */
  readonly kind: 'empty' | 'outside' | 'unclear';
  /** Goes on from "the pattern …, which". */
  readonly why: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

export function unclear(why: string, remedy: string): PatternFault {
  return { kind: 'unclear', why, remedy };
}

export function outside(why: string): PatternFault {
  return { kind: 'outside', why, remedy: nameInside() };
}

export function empty(): PatternFault {
  return { kind: 'empty', why: t('is empty'), remedy: nameInside() };
}

function nameInside(): string {
  return t('Name files of the project, relative to its root.');
}
