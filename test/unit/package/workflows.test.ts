import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';

interface Step { uses?: string; run?: string; env?: Record<string, string> }
interface Job { needs?: string; uses?: string; strategy?: { matrix: Record<string, string[]> }; steps?: Step[] }
interface Workflow { on: Record<string, unknown>; permissions: Record<string, string>; jobs: Record<string, Job> }

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types of its own
const { load } = require('js-yaml') as { load(text: string): unknown };

const { scripts, version, engines } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { scripts: Record<string, string>; version: string; engines: { vscode: string } };
const workflow = (name: string) => load(fs.readFileSync(`.github/workflows/${name}.yml`, 'utf8')) as Workflow;
const [ci, publish] = [workflow('ci'), workflow('publish')];
const steps = [ci, publish].flatMap(({ jobs }) => Object.values(jobs).flatMap((job) => job.steps ?? []));
const runs = steps.flatMap(({ run }) => run ?? []);

describe('the workflows', () => {
  it('run scripts, stages and files that are there', () => {
    const stages = [...fs.readFileSync('test/run.mjs', 'utf8').matchAll(/^const order = \[(.+)\];$/gm)].flatMap(([, list = '']) => list.split(/[', ]+/).filter(Boolean));
    for (const run of runs) {
      for (const [, script = ''] of run.matchAll(/npm run ([\w:]+)/g)) assert.ok(script in scripts, run);
      for (const [, file = ''] of run.matchAll(/\bnode ([\w./]+)/g)) assert.ok(fs.existsSync(file), run);
      const [, names = ''] = /npm test --? ?(.*)$/.exec(run) ?? [];
      for (const name of names.split(' ').filter(Boolean)) assert.ok(stages.includes(name), `${run}: ${name}`);
      for (const [vsix] of run.matchAll(/\S+\.vsix/g)) assert.ok(scripts['package']?.endsWith(`-o ${vsix}`), run);
    }
    assert.ok(runs.length > 10);
  });

  it('try three systems, and in each the oldest editor that is supported and the newest', () => {
    const systems = ['ubuntu-latest', 'macos-latest', 'windows-latest'];
    assert.deepEqual(ci.jobs['desktop']?.strategy?.matrix, { os: systems, editor: ['minimum', 'stable'] });
    assert.deepEqual(ci.jobs['node']?.strategy?.matrix, { os: systems });
    assert.match(engines.vscode, /^\^\d+\.\d+\.\d+$/, 'test/editor/run-desktop.mjs reads it so');
  });

  it('publish what a tag names, after every test, with secrets that nothing else sees', () => {
    assert.deepEqual(publish.on, { push: { tags: ['v*'] } });
    assert.equal(publish.jobs['publish']?.needs, 'test');
    assert.equal(publish.jobs['test']?.uses, './.github/workflows/ci.yml');
    assert.ok('workflow_call' in ci.on);
    for (const { permissions } of [ci, publish]) assert.deepEqual(permissions, { contents: 'read' });
    const own = publish.jobs['publish']?.steps ?? [];
    const first = own.findIndex(({ run }) => run?.startsWith('node test/tag.mjs'));
    const secret = own.flatMap(({ env }, index) => (JSON.stringify(env ?? {}).includes('secrets.') ? [index] : []));
    assert.ok(first >= 0 && secret.length === 2 && secret.every((index) => index > first));
    assert.deepEqual(steps.filter(({ env }) => JSON.stringify(env ?? {}).includes('secrets.')).map(({ run }) => /vsce publish|ovsx@\S+ publish/.exec(run ?? '')?.[0]), ['vsce publish', 'ovsx@1.4.0 publish']);
  });

  it('publish no tag that names another version', () => {
    const tried = (...args: string[]) => spawnSync(process.execPath, ['test/tag.mjs', ...args], { encoding: 'utf8' });
    assert.equal(tried(`v${version}`).status, 0, tried(`v${version}`).stderr);
    assert.equal(tried('v99.0.0').status, 1);
    assert.match(tried('v99.0.0').stderr, new RegExp(`the tag is v99\\.0\\.0, and package\\.json says ${version}`));
    assert.equal(tried().status, 1);
  });
});
