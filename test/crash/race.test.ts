import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { acDone } from '../../src/core/operations/acDone';
import { undo } from '../../src/core/operations/undo';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createWorld } from '../../src/io/world';
import { lockPathOf, makeBacklog, readState, recordedMarks, statePathOf, taskOf } from './backlog';
import type { HandJob, WriterJob } from './jobs';
import { killAll, startWorker, type Worker } from './processes';

const ROUNDS = 20;
const WRITERS = 8;
const UPDATES = 50;
/** Of the process that is killed: marks of one life, and lives of one round. */
const VICTIM_MARKS = 8;
const VICTIM_LIVES = 6;
const HAND_EDITS = 30;

const marksOf = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `SHARED-AC-${name}-${i}`);
const WRITER_MARKS = Array.from({ length: WRITERS }, (_, i) => marksOf(`w${i}`, UPDATES));
const VICTIM_MARKS_OF_LIVES = Array.from({ length: VICTIM_LIVES }, (_, i) => marksOf(`v${i}`, VICTIM_MARKS));
const LAST_MARK = 'SHARED-AC-last-0';
const ALL_MARKS = [...WRITER_MARKS.flat(), ...VICTIM_MARKS_OF_LIVES.flat(), LAST_MARK];

interface Figures {
  acknowledged: number;
  kills: number;
  /** Kills between the begin of an update and its answer, and of these, with the lock held. */
  inside: number;
  holding: number;
  reads: number;
  refused: number;
  handEdits: number;
  noticed: number;
  reported: number;
}

/** Real processes through the real operation, one of them killed again and again (RELIABILITY, G1, G2, G5). */
describe('races and crashes', function () {
  this.timeout(600_000);
  let folder: string;
  let writers: Worker[];
  let spares: Promise<Worker>[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'orchestrator-crash-'));
    writers = await Promise.all(WRITER_MARKS.map(() => startWorker('writer')));
    spares = [startWorker('writer')];
  });
  after(async () => {
    await Promise.all(spares);
    killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const lockHolder = (root: string): number | undefined => {
    try {
      return (JSON.parse(readFileSync(lockPathOf(root), 'utf8')) as { pid: number }).pid;
    } catch {
      return undefined;
    }
  };

  /** Starts a writer, and kills it at a random moment: every other time when it is seen to hold the lock. */
  async function liveAndDie(job: WriterJob, isLockAwaited: boolean, isOver: () => boolean, figures: Figures): Promise<void> {
    const victim = await (spares.shift() ?? startWorker('writer'));
    spares.push(startWorker('writer'));
    let hasEnded = false;
    const running = victim.run(job).catch(() => undefined).finally(() => (hasEnded = true));
    await pause(Math.random() * 250);
    if (isLockAwaited) {
      while (!isOver() && !hasEnded && lockHolder(job.root) !== victim.pid) await pause(0);
      await pause(Math.random() * 3);
    }
    const gone = victim.kill();
    if (lockHolder(job.root) === victim.pid) figures.holding++;
    await gone;
    await running;
    figures.kills++;
  }

  async function round(number: number, isByHand: boolean, figures: Figures): Promise<void> {
    const root = join(folder, `${isByHand ? 'hand' : 'plain'}-${number}`);
    const data = join(folder, 'data');
    const logPath = `${root}.log`;
    makeBacklog(root, ALL_MARKS, isByHand ? { by_hand: [] } : {});
    writeFileSync(logPath, '');
    const job = (marks: readonly string[]): WriterJob => ({ root, data, logPath, marks, retries: isByHand ? 20 : 0 });
    let isOver = false;
    const reader = readAlways(root, isByHand, () => isOver, figures);
    const killer = (async () => {
      for (const [life, marks] of VICTIM_MARKS_OF_LIVES.entries()) {
        if (!isOver) await liveAndDie(job(marks), life % 2 === 1, () => isOver, figures);
      }
    })();
    const hand = isByHand ? startWorker('handWriter') : undefined;
    const byHand = hand?.then((worker) => worker.run({ root, logPath, edits: HAND_EDITS } satisfies HandJob));
    await Promise.all([byHand, ...writers.map((writer, i) => writer.run(job(WRITER_MARKS[i] ?? [])))]);
    isOver = true;
    await Promise.all([reader, killer]);
    await (await hand)?.kill();
    verify(root, logPath, isByHand, figures);
    await goesOn(root, data);
  }

  /** The file parses at every moment, except while somebody writes into it in place. */
  async function readAlways(root: string, isByHand: boolean, isOver: () => boolean, figures: Figures): Promise<void> {
    let broken = 0;
    for (; !isOver(); await pause(2)) {
      try {
        readState(root);
        figures.reads++;
        broken = 0;
      } catch (error) {
        if (!isByHand || ++broken > 200) throw error;
      }
    }
  }

  function verify(root: string, logPath: string, isByHand: boolean, figures: Figures): void {
    const lines = readFileSync(logPath, 'utf8').split('\n');
    const of = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    const state = readState(root);
    const recorded = recordedMarks(state);
    const begun = new Set(of('begin'));
    const done = of('done');
    assert.deepEqual(done.filter((mark) => !recorded.includes(mark)), [], 'acknowledged and lost');
    assert.equal(new Set(recorded).size, recorded.length, 'recorded twice');
    assert.deepEqual(recorded.filter((mark) => !begun.has(mark)), [], 'recorded and never asked for');
    assert.equal(state.tasks['OTHER--T01']?.kept, '1.0');
    const refused = of('refused');
    assert.deepEqual(refused.filter((line) => !isByHand || !/ (STATE-CHANGED|BLOCKED::STATE-INVALID) /.test(line)), []);
    for (const marks of WRITER_MARKS) assert.deepEqual(marks.filter((mark) => !done.includes(mark)), [], 'never got through');
    figures.acknowledged += done.length;
    figures.inside += begun.size - new Set(done).size;
    figures.refused += refused.length;
    if (!isByHand) return;
    const reported = of('warned').filter((line) => line.includes('edited by hand')).length;
    const edited = of('edited');
    const lost = edited.filter((edit) => !state.by_hand?.includes(Number(edit)));
    assert.equal(edited.length, HAND_EDITS);
    assert.ok(lost.length <= reported, `edits by hand lost without a word: ${lost.join()}`);
    figures.handEdits += edited.length;
    figures.noticed += of('noticed').length;
    figures.reported += lost.length;
  }

  /** Nothing is left that blocks: the next update goes through, can be undone, and only the file is there. */
  async function goesOn(root: string, data: string): Promise<void> {
    const complaints: string[] = [];
    const complain = (text: string): void => void complaints.push(text);
    const log = { info: () => undefined, warn: complain, error: complain };
    const world = createWorld({ root, settings: () => DEFAULT_SETTINGS, trusted: () => false, by: 'the test', log, dataFolder: data });
    const before = readFileSync(statePathOf(root), 'utf8');
    const result = await acDone.run(world, { task: taskOf(LAST_MARK), criteria: [LAST_MARK] });
    assert.ok(result.ok, result.ok ? '' : result.error.message);
    assert.ok(recordedMarks(readState(root)).includes(LAST_MARK));
    const undone = await undo.run(world, {});
    assert.ok(undone.ok, undone.ok ? '' : undone.error.message);
    assert.equal(readFileSync(statePathOf(root), 'utf8'), before);
    assert.deepEqual(complaints, []);
    assert.deepEqual(readdirSync(dirname(statePathOf(root))).sort(), ['task-state.json', 'virtual-task-manifest.json']);
  }

  for (const isByHand of [false, true]) {
    const title = isByHand ? 'the same while somebody edits the file by hand and takes no lock' : `${WRITERS} processes x ${UPDATES} updates while another is killed, ${ROUNDS} rounds`;
    it(`${title}: nothing acknowledged is lost`, async () => {
      const figures: Figures = { acknowledged: 0, kills: 0, inside: 0, holding: 0, reads: 0, refused: 0, handEdits: 0, noticed: 0, reported: 0 };
      const begin = performance.now();
      for (let number = 0; number < ROUNDS; number++) await round(number, isByHand, figures);
      const seconds = (performance.now() - begin) / 1000;
      assert.ok(figures.acknowledged >= ROUNDS * WRITERS * UPDATES);
      assert.ok(figures.kills >= ROUNDS, 'hardly anything was killed');
      assert.ok(figures.inside > figures.kills / 4, 'the kills did not fall inside updates');
      assert.ok(figures.holding > 0, 'no kill fell on a holder of the lock');
      assert.ok(figures.reads > ROUNDS * 20);
      console.log(
        `      ${ROUNDS} rounds, ${figures.acknowledged} updates acknowledged (${Math.round(figures.acknowledged / seconds)} a second), 0 lost; ` +
          `${figures.kills} kills, ${figures.inside} inside an update, ${figures.holding} of them holding the lock; ${figures.reads} reads parsed`,
      );
      if (isByHand) {
        console.log(`      ${figures.handEdits} edits by hand: ${figures.handEdits - figures.reported} kept, ${figures.reported} reported; ${figures.noticed} seen to be too late and made again; ${figures.refused} updates refused and tried again`);
      }
    });
  }
});
