import assert from 'node:assert/strict';
import { pulseModel, type PulseInput } from '../../../src/core/projections/pulse';
import type { PulseModel } from '../../../src/core/pulseProtocol';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import type { Snapshot } from '../../../src/core/snapshot';
import type { HistoryLook } from '../../../src/webview/history/historyControls';
import type { Actions } from '../../../src/webview/pulse/actions';
import { App } from '../../../src/webview/pulse/app';
import { SPEC_NOW } from '../core/pulse/specExample';
import { drawn, elements, textOf, type Drawn } from './tree';

/** The board of a snapshot, apart from what is given. */
export function modelOf(snapshot: Snapshot | undefined, more: Partial<PulseInput> = {}): PulseModel {
  const facts = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, now: SPEC_NOW } as const;
  return pulseModel({ snapshot, ...facts, isLoaded: true, isTrusted: true, isOneOfSeveral: false, ...more });
}

/** What a person did on the history's page. */
interface Looked {
  readonly look?: HistoryLook;
  readonly hasTables?: boolean;
  readonly isCompact?: boolean;
}

/** The panel as it is drawn; what a person does is noted in `calls`. */
export function page(model: PulseModel, calls: string[] = [], { look = { ask: { filter: {} }, pointed: {} }, hasTables = false, isCompact = false }: Looked = {}) {
  const actions: Actions = {
    reveal: (id) => calls.push(`reveal ${id}`),
    start: (id) => calls.push(`start ${id}`),
    copy: () => calls.push('copy'),
    openProblem: (index) => calls.push(`openProblem ${index}`),
    sendEscalation: (id) => calls.push(`send ${id}`),
    refresh: () => calls.push('refresh'),
    showView: (view) => calls.push(`view ${view}`),
    save: () => calls.push('save'),
    plan: () => calls.push('plan'),
    history: {
      look,
      filter: (filter) => calls.push(`filter ${JSON.stringify(filter)}`),
      showDay: (day) => calls.push(`day ${day ?? 'today'}`),
      point: (chart, index) => calls.push(`point ${chart} ${index ?? 'nothing'}`),
      isTableOpen: () => hasTables,
      openTable: (name, isOpen) => calls.push(`table ${name} ${isOpen}`),
    },
    list: (of) => calls.push(`list ${of}`),
    begin: (how) => calls.push(`begin ${how}`),
    openManifest: () => calls.push('openManifest'),
    isOpen: (_, byDefault) => byDefault,
    keepOpen: () => undefined,
  };
  return drawn(<App model={model} isCopied={false} isCompact={isCompact} actions={actions} />);
}

/** The accessible name of an element. */
export function label({ props, children }: Drawn): string {
  const given = props['aria-label'];
  return typeof given === 'string' ? given : textOf(children);
}

export function press(nodes: readonly (Drawn | string)[], name: string): void {
  const button = elements(nodes).find((element) => element.name === 'button' && label(element) === name);
  assert.ok(button, `no button "${name}"`);
  (button.props['onClick'] as () => void)();
}
