import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { useIsolatedGit } from '../../support/repository';
import { task } from '../../support/builders';
import { makeProject, STATE, type CliProject } from './project';

interface Matcher {
  readonly name: string;
  readonly pattern: { readonly regexp: string; readonly file: number; readonly line: number; readonly column: number; readonly severity: number; readonly message: number };
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { problemMatchers: readonly Matcher[] } };

describe('the problem matcher', () => {
  useIsolatedGit();
  let project: CliProject;
  before(() => {
    project = makeProject([task({ task_id: 'A--T01', risk: 'Dire' }), task({ task_id: 'B--T01', depends_on_tasks: ['GONE'] })]);
  });
  after(() => project.dispose());

  /** What the editor would make of what `vtm validate` prints. */
  function matched(): { readonly file: string; readonly line: number; readonly column: number; readonly severity: string; readonly message: string }[] {
    const [matcher] = contributes.problemMatchers;
    assert.equal(matcher?.name, 'vtm');
    const { regexp, file, line, column, severity, message } = matcher.pattern;
    return project.run('validate').stdout.split('\n').flatMap((text) => {
      const match = new RegExp(regexp).exec(text);
      const at = (group: number) => match?.[group] ?? '';
      return match ? [{ file: at(file), line: Number(at(line)), column: Number(at(column)), severity: at(severity), message: at(message) }] : [];
    });
  }

  it('finds every problem that has a place, with its file, line, column, severity and message', () => {
    const told = project.json('validate')['problems'] as readonly { file: string; line?: number; column?: number; severity: string; message: string }[];
    const placed = told.filter(({ line }) => line !== undefined).map(({ file, line, column, severity, message }) => ({ file, line, column, severity, message }));
    assert.ok(placed.some(({ severity }) => severity === 'error') && placed.some(({ severity }) => severity === 'warning'));
    assert.deepEqual(matched(), placed);
  });

  it('leads to the line of a broken file', () => {
    project.write(STATE, '{\n  "tasks": {,}\n}\n');
    const broken = matched().find(({ file }) => file === STATE);
    assert.deepEqual([broken?.line, broken?.severity], [2, 'error']);
  });
});

describe('vtm --sarif', () => {
  useIsolatedGit();
  let project: CliProject;
  before(() => {
    project = makeProject([task({ task_id: 'A--T01', related_specs: [] })]);
  });
  after(() => project.dispose());

  it('prints a log of check and of validate, with the exit code of their text', () => {
    for (const name of ['check', 'validate']) {
      const { stdout, code } = project.run(name, '--sarif');
      assert.equal(code, project.run(name).code);
      const log = JSON.parse(stdout) as { version: string; runs: { results: { ruleId: string; level: string }[] }[] };
      assert.equal(log.version, '2.1.0');
      if (name === 'check') assert.ok(log.runs[0]?.results.some(({ ruleId, level }) => ruleId === 'BLOCKED::MISSING-SPECS' && level === 'error'));
    }
  });

  it('is told in the help of these alone, refused elsewhere, and never together with --json', () => {
    assert.match(project.run('check', '--help').stdout, /--sarif +the answer in SARIF/);
    assert.doesNotMatch(project.run('next', '--help').stdout, /sarif/);
    assert.deepEqual([project.run('next', '--sarif').code, project.run('check', '--json', '--sarif').code], [2, 2]);
    assert.match(project.run('check', '--sarf').stderr, /did you mean --sarif/);
  });

  it('tells a refusal on standard error, so that no file looks like a log', () => {
    const { stdout, stderr, code } = project.run('check', 'GONE', '--sarif');
    assert.deepEqual([stdout, code], ['', 1]);
    assert.match(stderr, /UNKNOWN-TASK/);
  });
});
