import type { Row } from './measure';

type Figure = Pick<Row, 'what' | 'unit'> & { readonly limit: number };

/**
 * The figures that the product holds (DESIGN section 8), each as its row in the table of the benchmarks. A unit test
 * sees to it that every one is measured.
 */
export const FIGURES = {
  nextSmall: { what: 'vtm --next, 68 tasks, to starting Node', unit: 'x', limit: 1.5 },
  nextLarge: { what: 'vtm --next, 100 000 tasks, to Node parsing the files', unit: 'x', limit: 2 },
  load: { what: 'load, validate and snapshot, 10 000 tasks, to JSON.parse', unit: 'x', limit: 3 },
  stateUpdate: { what: 'one state update, 10 000 entries, to rewriting the file', unit: 'x', limit: 2 },
  activation: { what: 'activation as the editor tells it, cold', unit: 'ms', limit: 50 },
  gitBeforeView: { what: 'processes of git before the first view is shown', unit: 'count', limit: 0 },
  watching: { what: 'state file changed to views changed, in the extension host', unit: 'ms', limit: 250 },
  stormShown: { what: 'storm of 10 000 writes: from the last to its state in the views', unit: 'ms', limit: 1_000 },
  stormAnswers: { what: 'storm of 10 000 writes: longest time that the extension host did not answer', unit: 'ms', limit: 500 },
  chain: { what: 'chain of 100 000 dependencies: parts that overflow the stack', unit: 'count', limit: 0 },
  package: { what: 'the package', unit: 'bytes', limit: 1_000_000 },
  schemas: { what: 'schemas of all tools together', unit: 'tokens', limit: 1_500 },
} as const satisfies Record<string, Figure>;
