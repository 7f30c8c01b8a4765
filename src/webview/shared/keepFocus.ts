const CONTROLS = 'button, summary, a[href], input, select, textarea, [tabindex]';

/**
 * Draws, and leaves the keyboard where it was. A control that was moved or made anew has the focus again; where it is
 * gone, the one that took its place has it, so that the next press of Tab does not begin at the top.
 */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  // A page that has no focus must not take it from the editor.
  if (!(focused instanceof HTMLElement) || !document.hasFocus() || !root.contains(focused)) return draw();
  const name = nameOf(focused);
  const place = controlsOf(root).indexOf(focused);
  draw();
  if (document.activeElement !== document.body) return;
  const controls = controlsOf(root);
  const next = root.contains(focused) ? focused : (controls.find((one) => nameOf(one) === name) ?? controls[Math.min(place, controls.length - 1)]);
  next?.focus({ preventScroll: true });
}

/** Those that can be reached: what lies in a closed fold is not drawn. */
function controlsOf(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
}

function nameOf(control: HTMLElement): string {
  return `${control.tagName} ${control.getAttribute('aria-label') ?? control.textContent}`;
}
