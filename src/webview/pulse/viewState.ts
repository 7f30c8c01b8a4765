import * as z from 'zod/mini';
import { host } from './host';

/** What the person did to the view; it outlives hiding the panel and reloading the window. */
const viewState = z.object({
  scroll: z.number(),
  /** Phases the person opened or closed, by label; the others follow their default. */
  open: z.record(z.string(), z.boolean()),
});

type ViewState = z.infer<typeof viewState>;

let current: ViewState = viewState.safeParse(host.getState()).data ?? { scroll: 0, open: {} };

export function scrollKept(): number {
  return current.scroll;
}

export function keepScroll(scroll: number): void {
  keep({ ...current, scroll });
}

/** Whether the section is open: as the person left it, else `byDefault`. */
export function isOpen(section: string, byDefault: boolean): boolean {
  return Object.hasOwn(current.open, section) ? (current.open[section] ?? byDefault) : byDefault;
}

export function keepOpen(section: string, open: boolean): void {
  keep({ ...current, open: Object.fromEntries([...Object.entries(current.open), [section, open]]) });
}

function keep(next: ViewState): void {
  current = next;
  host.setState(next);
}
