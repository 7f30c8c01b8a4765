/** Characters that can't be seen, or that change how others are shown: controls, halves of letters, what turns the direction of text or takes no room, tags. */
const HIDDEN = /[\p{Cc}\p{Surrogate}\u{ad}\u{61c}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0000}-\u{e007f}]/gu;

/** A text with what can't be seen of it escaped (RELIABILITY, bad inputs 7 and 12); its line breaks too, unless they are to stay. */
export function escapeHidden(text: string, { keeps = '' }: { readonly keeps?: '' | '\n' } = {}): string {
  return text.replace(HIDDEN, (hidden) => (hidden === keeps ? hidden : escapeOf(hidden)));
}

/** A letter as JSON would write it: as two units where one does not suffice. */
function escapeOf(letter: string): string {
  return letter.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}
