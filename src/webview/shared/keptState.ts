import * as z from 'zod/mini';
import { historyAsk, type HistoryAsk } from '../../core/historyToHost';
import { planChoices, type PlanChoices } from '../../core/planToHost';
import { pulseView, type PulseView } from '../../core/pulseToHost';
import { host } from './host';

/** What the person did to the page; it outlives hiding the panel and reloading the window. */
const pageState = z.object({
  scroll: z.number(),
  /** Sections the person opened or closed, by name; the others follow their default. */
  open: z.record(z.string(), z.boolean()),
  /** Of the plan's page alone. */
  choices: z.optional(planChoices),
  /** Of the pulse's page alone. */
  view: z.optional(pulseView),
  /** Of the graph alone; what is not understood is forgotten. */
  graph: z.optional(z.unknown()),
  history: z.optional(historyAsk),
});

/** Where the person looks in the dependency graph, and what they chose there. Tasks by their ids. */
const graphState = z.object({
  camera: z.optional(z.object({ x: z.number(), y: z.number(), scale: z.number().check(z.positive()) })),
  isCardOpen: z.boolean(),
  hides: z.boolean(),
  query: z.string(),
  depth: z.number(),
  active: z.optional(z.string()),
  focus: z.optional(z.string()),
  /** When a task was last asked for from outside, as the model told it. */
  asked: z.optional(z.number()),
});

type PageState = z.infer<typeof pageState>;

let current: PageState = pageState.safeParse(host.getState()).data ?? { scroll: 0, open: {} };

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

export function choicesKept(): PlanChoices | undefined {
  return current.choices;
}

export function keepChoices(choices: PlanChoices): void {
  keep({ ...current, choices });
}

export function viewKept(): PulseView | undefined {
  return current.view;
}

export function keepView(view: PulseView): void {
  keep({ ...current, view });
}

export type GraphKept = z.infer<typeof graphState>;

export function graphKept(): GraphKept | undefined {
  return graphState.safeParse(current.graph).data;
}

export function keepGraph(graph: GraphKept): void {
  keep({ ...current, graph });
}

export function historyKept(): HistoryAsk | undefined {
  return current.history;
}

export function keepHistory(history: HistoryAsk): void {
  keep({ ...current, history });
}

function keep(next: PageState): void {
  current = next;
  host.setState(next);
}
