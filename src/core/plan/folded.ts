/**
 * A name without regard to case, since file systems may not tell it apart. Letter by letter, so that a letter is folded
 * in a name as it is alone.
 */
export function folded(name: string): string {
  return ASCII.test(name) ? name.toLowerCase() : Array.from(name, (letter) => letter.toLowerCase()).join('');
}

const ASCII = /^[\x20-\x7e]*$/;
