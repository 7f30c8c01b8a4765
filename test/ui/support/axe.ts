import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as axeModule from 'axe-core';
import type { Frame } from 'playwright-core';

/** One thing that axe-core holds against a page, at one element. */
export interface Finding {
  readonly rule: string;
  readonly impact: string;
  /** The selector of the element. */
  readonly at: string;
  readonly why: string;
}

const source = readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

declare const axe: typeof axeModule;

/**
 * What axe-core finds in the part of a frame that `within` selects. The script is run by the browser's tools, past the
 * content security policy, which stays as it is.
 */
export async function findings(frame: Frame, within = 'main', without: readonly string[] = []): Promise<Finding[]> {
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(source);
  return frame.evaluate(async ([selector, rules]) => {
    const { violations } = await axe.run(selector, { resultTypes: ['violations'], iframes: false, rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])) });
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, any, all, none }) => ({ rule: id, impact: impact ?? '', at: target.join(' '), why: [...any, ...all, ...none].map(({ message }) => message).join('; ') })),
    );
  }, [within, without] as const);
}

/** Those that no state may have. */
export function serious(found: readonly Finding[]): Finding[] {
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
