import { err, ok, type Result } from '../result';
import { t } from '../words';
import { unclear, type PatternFault } from './patternFault';

function unpaired(): PatternFault {
  return unclear(t('has braces that do not pair up'), t('Write alternatives as {a,b}.'));
}

/**
 * All that a pattern with alternatives stands for: `src/{a,b/{c,d}}` -> `src/a`, `src/b/c`, `src/b/d`. Braces without a
 * comma are letters, as in a shell.
 *
 * @param most so many at most; a pattern that stands for more is refused before they are made
 */
export function expandBraces(text: string, most: number): Result<readonly string[], PatternFault> {
  if (!/[{}]/.test(text)) return ok([text]);
  const reader = new Reader(text, most);
  const all = reader.row(false);
  return reader.fault ? err(reader.fault) : ok(all);
}

class Reader {
  fault: PatternFault | undefined;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly most: number,
  ) {}

  /** Up to the end, or to the comma or brace that ends an alternative. */
  row(isInside: boolean): readonly string[] {
    let all: readonly string[] = [''];
    while (this.at < this.text.length && !this.fault) {
      const plain = /^[^{},]+/.exec(this.text.slice(this.at))?.[0];
      const next = plain ?? this.text[this.at] ?? '';
      if (isInside && (next === ',' || next === '}')) return all;
      this.at += next.length;
      if (next === '}') this.fault = unpaired();
      else all = this.product(all, next === '{' ? this.group() : [next]);
    }
    if (isInside) this.fault ??= unpaired();
    return all;
  }

  /** Behind an opening brace, up to its own closing one. */
  private group(): readonly string[] {
    const from = this.at;
    const all: string[] = [];
    let parts = 0;
    do {
      all.push(...this.row(true));
      parts++;
    } while (!this.fault && this.text[this.at++] === ',');
    if (parts > 1) return all;
    if (/^[\w-]+\.\.[\w-]+/.test(this.text.slice(from))) this.fault ??= unclear(t('counts from one number to another'), t('Write the alternatives out, or a * in their place.'));
    return all.map((one) => `{${one}}`);
  }

  private product(before: readonly string[], after: readonly string[]): readonly string[] {
    if (before.length * after.length > this.most) {
      this.fault ??= unclear(t('stands for more than {0} paths', this.most), t('Name the folder in which they lie.'));
      return before;
    }
    return before.flatMap((start) => after.map((end) => start + end));
  }
}
