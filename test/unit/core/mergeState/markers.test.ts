import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hasMarkers, takenApart, type Unmerged } from '../../../../src/core/mergeState/markers';
import { resolveMarkers, type Resolved } from '../../../../src/core/mergeState/resolveMarkers';
import type { Stages } from '../../../../src/core/mergeState/stages';

function apart(text: string): Unmerged {
  const taken = takenApart(text);
  assert.ok(taken.ok, JSON.stringify(taken));
  return taken.value;
}

function faultOf(text: string): string {
  const taken = takenApart(text);
  assert.ok(!taken.ok);
  return `${taken.error.line}: ${taken.error.why}`;
}

function resolved(text: string, stages?: Stages): Resolved {
  const result = resolveMarkers(text, stages);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

const state = (...entries: string[]) => `{\n  "tasks": {\n${entries.join(',\n')}\n  }\n}\n`;
const entry = (id: string, status: string) => `    "${id}": { "status": "${status}" }`;

describe('conflict markers', () => {
  it('are taken apart in both styles, with any line ends, and however many there are', () => {
    const text = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other branch\nd\n<<<<<<<\n=======\ne\n>>>>>>>\n';
    for (const [eol, of] of [['\n', text], ['\r\n', text.replaceAll('\n', '\r\n')]] as const) {
      assert.deepEqual(apart(of), { ours: ['a', 'b', 'd', ''].join(eol), theirs: ['a', 'c', 'd', 'e', ''].join(eol), base: undefined });
    }
    assert.deepEqual(apart('<<<<<<< x\na\n||||||| y\nb\n=======\nc\n>>>>>>> z'), { ours: 'a\n', base: 'b\n', theirs: 'c\n' });
    assert.equal(apart('<<<<<<< x\na\n||||||| y\nb\n=======\nc\n>>>>>>> z\n<<<<<<< x\n=======\n>>>>>>> z').base, undefined);
  });

  it('inside others stay for the next time', () => {
    const inner = '<<<<<<<<< x\n1\n=========\n2\n>>>>>>>>> y\n';
    assert.deepEqual(apart(`<<<<<<< a\n${inner}||||||| b\nB\n=======\nT\n>>>>>>> c\n`), { ours: inner, base: 'B\n', theirs: 'T\n' });
  });

  it('that don\'t fit together are refused with their line', () => {
    assert.match(faultOf('a\n=======\n'), /^2: .*out of order/);
    assert.match(faultOf('>>>>>>> x\n'), /^1: /);
    assert.match(faultOf('<<<<<<< x\n=======\n=======\n>>>>>>> y\n'), /^3: /);
    assert.match(faultOf('a\n<<<<<<< x\n'), /^2: .*does not end/);
    assert.match(faultOf('<<<<<<< x\n>>>>>>> y\n'), /^2: /);
  });

  it('are no texts that only look so', () => {
    assert.equal(hasMarkers('{ "a": "<<<<<<< x" }\n <<<<<<< y\n<<<<<<\n=======x\n'), false);
    assert.equal(hasMarkers('{\n<<<<<<< x\n'), true);
  });

  it('give back the two sides, whatever they were', () => {
    const line = fc.constantFrom('a\n', 'b\n', '{ "x": 1 }\n');
    const hunks = fc.array(fc.record({ around: fc.array(line), ours: fc.array(line), base: fc.array(line), theirs: fc.array(line) }), { maxLength: 4 });
    fc.assert(
      fc.property(hunks, fc.boolean(), (all, withBase) => {
        const text = all.map(({ around, ours, base, theirs }) => [...around, '<<<<<<< o\n', ...ours, ...(withBase ? ['||||||| b\n', ...base] : []), '=======\n', ...theirs, '>>>>>>> t\n'].join('')).join('');
        const side = (key: 'ours' | 'base' | 'theirs') => all.map((hunk) => [...hunk.around, ...hunk[key]].join('')).join('');
        assert.deepEqual(apart(text), { ours: side('ours'), theirs: side('theirs'), base: withBase || all.length === 0 ? side('base') : undefined });
      }),
    );
  });
});

describe('resolving a state file with conflict markers', () => {
  const base = state(entry('A', 'pending'));
  const ours = state(entry('A', 'in-progress'), entry('B', 'blocked'));
  const theirs = state(entry('A', 'completed'), entry('C', 'pending'));
  const marked = `{\n  "tasks": {\n<<<<<<< HEAD\n${entry('A', 'in-progress')},\n${entry('B', 'blocked')}\n=======\n${entry('A', 'completed')},\n${entry('C', 'pending')}\n>>>>>>> feat/C\n  }\n}\n`;
  const both = state(entry('A', 'completed'), entry('B', 'blocked'), entry('C', 'pending'));

  it('keeps what both sides recorded, with git\'s three forms and without', () => {
    assert.deepEqual([resolved(marked, { base, ours, theirs }).text, resolved(marked, { base, ours, theirs }).from], [both, 'stages']);
    assert.deepEqual([resolved(marked).text, resolved(marked).from], [both, 'markers']);
    const here = marked.replaceAll('\n', '\r\n');
    for (const stages of [undefined, { base, ours, theirs }]) assert.equal(resolved(here, stages).text, both.replaceAll('\n', '\r\n'));
  });

  it('takes a removal for one only with a base', () => {
    const gone = `{\n  "tasks": {\n<<<<<<< HEAD\n${entry('B', 'blocked')}\n||||||| base\n${entry('A', 'pending')}\n=======\n${entry('A', 'pending')},\n${entry('C', 'pending')}\n>>>>>>> feat/C\n  }\n}\n`;
    assert.deepEqual(Object.keys((JSON.parse(resolved(gone).text) as { tasks: object }).tasks), ['B', 'C']);
    const unknown = gone.replace(/\|{7}[^=]*=/, '=');
    assert.deepEqual(Object.keys((JSON.parse(resolved(unknown).text) as { tasks: object }).tasks).sort(), ['A', 'B', 'C']);
  });

  it('follows the file where somebody worked on it since', () => {
    const worked = marked.replace('"blocked"', '"blocked", "notes": "by hand"');
    const result = resolved(worked, { base, ours, theirs });
    assert.deepEqual([result.from, result.text], ['markers', both.replace('"blocked"', '"blocked", "notes": "by hand"')]);
  });

  it('falls back to git\'s forms where a side between the markers is no JSON', () => {
    const broken = marked.replace('"blocked" }', '"blocked", by hand');
    assert.deepEqual([resolved(broken, { base, ours, theirs }).from, resolved(broken, { base, ours, theirs }).text], ['stages', both]);
    const refused = resolveMarkers(broken, undefined);
    assert.ok(!refused.ok && /ours can't be read \(line 4/.test(refused.error.message), JSON.stringify(refused));
  });

  it('resolves conflicts inside conflicts, and says where markers do not fit', () => {
    const side = (status: string) => `${entry('A', status)}\n`;
    const nested = `{\n  "tasks": {\n<<<<<<< a\n<<<<<<< b\n${side('pending')}=======\n${side('in-progress')}>>>>>>> c\n=======\n${side('completed')}>>>>>>> d\n  }\n}\n`;
    assert.equal(resolved(nested).text, state(entry('A', 'completed')));
    const refused = resolveMarkers('{\n<<<<<<< a\n}\n', undefined);
    assert.ok(!refused.ok && /line 2: the conflict that begins there does not end/.test(refused.error.message));
  });

  it('lists what a person has to decide', () => {
    const open = marked.replace('"in-progress"', '"abandoned"');
    assert.deepEqual(resolved(open).conflicts, [{ taskId: 'A', field: 'status', ours: '"abandoned"', theirs: '"completed"' }]);
  });
});
