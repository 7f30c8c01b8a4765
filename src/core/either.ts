import { t } from './words';

/** `a`, `a or b`, `a or b or c`. */
export function either(names: readonly string[]): string {
  return names.length === 0 ? '' : names.reduce((all, name) => t('{0} or {1}', all, name));
}
