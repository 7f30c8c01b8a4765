import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SEED } from '../support/seed';
import { seeded, StormAgent, stormBacklog, throughEither, throughMcp, throughVtm, windowTask } from '../support/stormAgents';
import { until } from '../support/until';
import { frames, framesText } from './support/frames';
import { STATE } from './support/sample';
import { useEditor } from './support/useEditor';
import type { Workbench } from './support/workbench';

/** How long they work at once; `npm run storms` makes it minutes. */
const SECONDS = Number(process.env['ORCHESTRATOR_STORM_SECONDS'] || 15);
const WINDOWS = ['LEFT', 'RIGHT'] as const;
const AGENTS = ['VTM', 'MCP', 'BOTH'] as const;

describe('a storm', function () {
  this.timeout(SECONDS * 1000 + 240_000);
  const editor = useEditor();

  it('of two windows and three agents loses nothing, and both windows show the last state', async () => {
    const folder = editor().newFolder(stormBacklog(AGENTS, WINDOWS));
    const benches = [await editor().open(folder), await editor().open(folder)];
    for (const bench of benches) {
      await bench.openContainer('Orchestrator');
      await (await bench.tree('Tasks')).row(/Phase 1/);
    }
    const random = seeded(SEED);
    const servers = [await throughMcp(folder, 'storm'), await throughMcp(folder, 'storm too')] as const;
    const vtm = throughVtm(folder);
    const agents = [
      new StormAgent('VTM', vtm, { all: true }, random),
      new StormAgent('MCP', servers[0].execute, { all: false }, random),
      new StormAgent('BOTH', throughEither(vtm, servers[1].execute, random), { all: true }, random),
    ];
    const statusOf = (id: string): string | undefined => (JSON.parse(readFileSync(path.join(folder, STATE), 'utf8')) as { tasks: Record<string, { status: string }> }).tasks[id]?.status;
    const latencies: number[] = [];
    const end = performance.now() + SECONDS * 1000;
    const isOver = () => performance.now() > end;

    /** A person who completes a task and takes it up again: what a command said it did is in the file when it ends. */
    async function person(bench: Workbench, name: string): Promise<void> {
      const taskId = windowTask(name);
      for (let isDone = true; !isOver(); isDone = !isDone) {
        const begin = performance.now();
        await bench.execute(isDone ? 'orchestrator.completeTask' : 'orchestrator.reopenTask', { taskId });
        latencies.push(performance.now() - begin);
        assert.equal(statusOf(taskId), isDone ? 'completed' : 'in-progress', `what ${name} did last`);
        await pause(random() * 200);
      }
    }

    const watched = async (bench: Workbench, name: string): Promise<void> => {
      const before = await heapOf(bench);
      const answered = framesText(await frames(bench.page.locator('html'), () => person(bench, name)));
      console.log(`      the window of ${name}: ${answered}; ${before} -> ${await heapOf(bench)} MB`);
    };

    try {
      await Promise.all([...agents.map((agent) => agent.work(isOver)), ...benches.map((bench, index) => watched(bench, WINDOWS[index] ?? ''))]);
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
    for (const agent of agents) agent.assertNothingLost(folder);
    const { tasks } = JSON.parse(readFileSync(path.join(folder, STATE), 'utf8')) as { tasks: Record<string, { status: string }> };
    const counts = (status: string) => Object.values(tasks).filter((entry) => entry.status === status).length;
    for (const bench of benches) {
      const wanted = new RegExp(`\\b${counts('in-progress')}\\b`);
      const seen = async (): Promise<string> => `${counts('in-progress')} in progress in ${JSON.stringify(await bench.statusBar())}`;
      await until(seen, async () => (await bench.statusBar()).some(({ id, text }) => /orchestrator\.wip/.test(id) && wanted.test(text)));
      const tree = await bench.tree('Tasks');
      for (const name of WINDOWS) {
        const words = statusOf(windowTask(name)) === 'completed' ? /completed/i : /in progress/i;
        await bench.execute('orchestrator.revealTask', { taskId: windowTask(name) });
        await until(`${windowTask(name)} to be shown as it is`, async () => words.test((await tree.row(windowTask(name))).name));
      }
    }
    console.log(`      the last state in both windows: ${await benches[0]?.screenshot('storm-left')}, ${await benches[1]?.screenshot('storm-right')}`);
    latencies.sort((one, other) => one - other);
    const agentFigures = agents.map(({ name, latencies: own, busy }) => `${name} ${own.length} (${busy} told to wait)`).join(', ');
    console.log(`      ${SECONDS} s: ${agentFigures}, windows ${latencies.length} acknowledged, 0 lost; a command took ${Math.round(latencies[Math.floor(latencies.length / 2)] ?? NaN)} ms, at most ${Math.round(latencies.at(-1) ?? NaN)} ms`);
    for (const { name, latencies: own } of agents) assert.ok(own.length > 0, `${name} got nothing done`);
  });
});

/** What a window's page holds, without what it could let go of, in MB. */
async function heapOf({ page }: Workbench): Promise<number> {
  const tools = await page.context().newCDPSession(page);
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  return Math.round(usedSize / 1e6);
}
