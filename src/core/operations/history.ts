import * as z from 'zod';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { HistoryFilter, ProjectHistory } from '../history/history';
import { readHistory } from '../history/readHistory';
import { readRisk } from '../manifest/readLoosely';
import type { Refusal } from '../ports';
import { historyDay, historyModel } from '../projections/history';
import { err, ok, type Result } from '../result';
import { historyText } from './historyText';
import { labelNamed } from './labelNamed';
import { t } from '../words';
import { noRepository } from './noRepository';
import { operation, type Answer } from './operation';
import { answerFrom } from './reading';

/** Burn-up, throughput, cycle time and a forecast, from the base branch's past: by commit times, not by what agents wrote. */
export const history = operation({
  id: 'history',
  title: 'History',
  summary: 'what was completed week by week, how long tasks took, and when the rest may be, by commit times',
  effect: 'read',
  input: () => z.strictObject({
    phase: label('Only tasks of this phase'),
    slice: label('Only tasks of this slice'),
    risk: label('Only tasks of this risk: High, Medium or Low'),
    on: label('The project as it was at the end of this day, such as 2026-01-31'),
  }),
  words: [],
  run: (world, given) =>
    answerFrom(world, async (snapshot) => {
      const now = world.clock.now();
      const told = await readHistory(snapshot, { git: world.here.git, settings: world.settings, now });
      const nowhere = told ? undefined : await noRepository(world, t('git can\'t be asked here, so no history is known'));
      if (nowhere) return err(nowhere);
      if (!told || told.tasks.length === 0) return ok(nothingTold(world.settings.baseBranches));
      const filter = filterNamed(told, given);
      if (!filter.ok) return filter;
      const request = { filter: filter.value, offsetMinutes: -now.getTimezoneOffset() };
      const day = given.on === undefined ? undefined : historyDay(told, given.on, request);
      if (given.on !== undefined && !day) return err(noDay(given.on));
      const model = historyModel(told, request);
      return ok({ data: day ? { ...model, on: day } : model, text: historyText(model, day, world.paint) });
    }),
});

interface Named {
  readonly phase?: string | undefined;
  readonly slice?: string | undefined;
  readonly risk?: string | undefined;
}

function label(description: string) {
  return z.string().trim().min(1).max(1000).optional().describe(description);
}

function filterNamed({ tasks }: ProjectHistory, { phase, slice, risk }: Named): Result<HistoryFilter, Refusal> {
  const ofPhase = phase === undefined ? undefined : labelNamed(tasks.map((task) => task.phase), 'phase', phase);
  if (ofPhase && !ofPhase.ok) return ofPhase;
  const ofSlice = slice === undefined ? undefined : labelNamed(tasks.map((task) => task.slice), 'slice', slice);
  if (ofSlice && !ofSlice.ok) return ofSlice;
  const ofRisk = readRisk(risk);
  if (risk !== undefined && !ofRisk) {
    const name = cut(oneLine(risk), 80);
    return err({ code: `UNKNOWN-RISK::${name}`, message: `There is no risk ${name}`, remedy: 'Name High, Medium or Low.' });
  }
  return ok({ ...(ofPhase ? { phase: ofPhase.value } : {}), ...(ofSlice ? { slice: ofSlice.value } : {}), ...(ofRisk ? { risk: ofRisk } : {}) });
}

function noDay(given: string): Refusal {
  const name = cut(oneLine(given), 80);
  return { code: `UNKNOWN-DAY::${name}`, message: `${name} is no day`, remedy: 'Write it as year, month and day, such as 2026-01-31.' };
}

function nothingTold(baseBranches: readonly string[]): Answer {
  const names = baseBranches.map(oneLine).join(' or ');
  return { text: `There is no history to show: git tells nothing here of a base branch (${names}). Name yours in the setting orchestrator.baseBranches.`, data: { from: null }, outcome: 'nothing' };
}
