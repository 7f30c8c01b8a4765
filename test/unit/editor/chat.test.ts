import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { CHAT_COMMANDS, operationOf } from '../../../src/editor/chat/commands';
import { followUpsOf } from '../../../src/editor/chat/followUps';
import { markdownOf, MARKS } from '../../../src/editor/chat/marks';
import { questionOf } from '../../../src/editor/chat/question';
import { runFor, type Reply } from '../../../src/editor/chat/reply';
import { COMMANDS } from '../../../src/editor/ids';
import { escaped } from '../../../src/core/markdownText';
import { manifest, snapshotOf, task } from '../../support/builders';
import { fakeWorld } from '../../support/world';

const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
const HOSTILE = '$(zap) [x](command:evil) <img src=x onerror=alert(1)> `code` **bold** _it_ ~~s~~ | # &lt; https://evil.example www.evil.example a@b.c $x^2$';

const MARKUP = ['\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '$', '&', '#', ':', '/', '@', '.', '-', '+', '=', '1', ')', ' ', 'a', 'w', '\n', '\t', '!', '('];

/** What of Markdown is markup and not text: every escaped character is a letter now. */
function unescaped(markdown: string): string {
  return markdown.replace(/\\[\\`*_[\]<>|~$&#:@.\-+=)]/g, 'x');
}

async function replyFor(name: string, input: object, world = fakeWorld({ manifest: manifest([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] })]) })): Promise<Reply> {
  const command = CHAT_COMMANDS.find((one) => one.name === name);
  assert.ok(command);
  const operation = operationOf(command);
  assert.ok(operation);
  const answer = await runFor(operation, world, input);
  assert.ok(answer.ok, JSON.stringify(answer));
  return command.render(answer.value);
}

describe('the participant', () => {
  it('has the commands that package.json declares, each with its operation in the table', () => {
    const [participant] = contributes.chatParticipants;
    assert.equal(contributes.chatParticipants.length, 1);
    assert.deepEqual([participant.id, participant.name, participant.isSticky], ['orchestrator.participant', 'orchestrator', false]);
    assert.deepEqual(participant.commands.map(({ name }: { name: string }) => name), CHAT_COMMANDS.map(({ name }) => name));
    for (const { description, sampleRequest } of participant.commands) assert.ok(description && sampleRequest);
    for (const command of CHAT_COMMANDS) assert.equal(operationOf(command)?.effect, 'read', `/${command.name} runs ${command.operation}`);
  });

  it('says the next task with buttons that start, explain and show it', async () => {
    const { markdown, taskId, buttons } = await replyFor('next', {});
    assert.match(markdown, /\*\*A--T01\*\*/);
    assert.doesNotMatch(markdown, /^Next:/m, 'the step for a model is a button for a person');
    assert.equal(taskId, 'A--T01');
    assert.deepEqual(buttons.map(({ command }) => command), [COMMANDS.startTask, COMMANDS.explainTask, COMMANDS.revealTask]);
  });

  it('offers nothing about a task where no task is next', async () => {
    const { buttons, taskId } = await replyFor('next', {}, fakeWorld({ manifest: manifest([]) }));
    assert.deepEqual([buttons, taskId], [[], undefined]);
  });

  it('offers the start of a task that is ready, and not of one that is blocked', async () => {
    const ready = await replyFor('start', { task: 'A--T01' }, readyWorld());
    assert.match(ready.markdown, /\*\*A--T01\*\* is ready to start\./);
    assert.equal(ready.buttons[0]?.command, COMMANDS.startTask);
    const blocked = await replyFor('start', { task: 'B--T01' }, readyWorld());
    assert.match(blocked.markdown, /can't be started/);
    assert.match(blocked.markdown, /- \*\*BLOCKED::DEPENDENCY-NOT-DONE::A--T01\*\*/);
    assert.ok(blocked.codes.includes('BLOCKED::DEPENDENCY-NOT-DONE::A--T01'));
    assert.ok(!blocked.buttons.some(({ command }) => command === COMMANDS.startTask));
  });

  it('shows the pulse as a heading and a list', async () => {
    const { markdown } = await replyFor('pulse', {});
    assert.match(markdown, /^### Implementation Pulse/);
    assert.match(markdown, /^- Progress: 0\.0% \(0\/2 tasks\)$/m);
  });

  for (const name of ['next', 'explain', 'blocked', 'status', 'check', 'start', 'pulse', 'plan']) {
    it(`shows hostile words of a manifest as words in /${name}`, async () => {
      const id = `A ${HOSTILE}`;
      const hostile = task({ task_id: id, title: HOSTILE, description: `${HOSTILE}\n- item\n# heading\n1. one\n===`, phase: HOSTILE, slice: HOSTILE, acceptance_criteria: [{ id: HOSTILE, text: HOSTILE }] });
      const world = fakeWorld({ manifest: manifest([hostile, task({ task_id: 'B--T01', depends_on_tasks: [id], title: HOSTILE })]) });
      const { markdown } = await replyFor(name, name === 'explain' || name === 'check' || name === 'start' ? { task: id } : {}, world);
      const markup = unescaped(markdown);
      assert.doesNotMatch(markup, /[<`[\]$~|]|https?:\/\/|\bwww\.|@/, markup);
      assert.doesNotMatch(markup, /[\u0001\u0002]/);
    });
  }
});

function readyWorld() {
  const tasks = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] })];
  return fakeWorld({ manifest: manifest(tasks), documents: { 'docs/features/spec.md': '# Spec', 'docs/master/prd-master.md': '# PRD' } });
}

describe('the Markdown of an answer', () => {
  it('keeps paragraphs, lists and emphasis, and nothing else', () => {
    const text = [`${MARKS.strong('A--T01')}  Title`, 'High risk', '', MARKS.strong('Specs'), '  docs/a.md', '  - b', '', '1. no list', 'Phase 1    5 of 9'].join('\n');
    assert.equal(markdownOf(text), '**A--T01** Title  \nHigh risk\n\n**Specs**\n\n- docs/a.md\n- \\- b\n\n1\\. no list  \nPhase 1: 5 of 9');
  });

  it('cuts a list of thousands and says so', () => {
    const markdown = markdownOf(Array.from({ length: 5000 }, (_, index) => `  row ${index}`).join('\n'));
    assert.ok(markdown.split('\n').length < 100);
    assert.match(markdown, /… and 4920 more lines$/);
  });

  it('makes no markup of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...MARKUP) }), (text) => {
        const markdown = escaped(text);
        assert.doesNotMatch(unescaped(markdown), /[`*[\]<>|~$&#@]|:\/\/|^\s*([-+=]|\d+[.)])|\n/);
        assert.doesNotMatch(markdown.replace(/\\./gs, '.'), /(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/u, 'an underscore that could mark something');
        assert.equal(markdown.replace(/\\(.)/g, '$1'), text.replace(/\s+/g, ' '), 'and shows the whole of it');
      }),
    );
  });

  it('leaves an id as it is, which is also read aloud and copied', () => {
    assert.equal(escaped('MONEY_TYPE--T02 and A__B'), 'MONEY_TYPE--T02 and A__B');
    assert.equal(escaped('__loud__ _x_ a_'), '\\_\\_loud\\_\\_ \\_x\\_ a\\_');
  });

  it('lets no text emphasise itself', () => {
    const marked = markdownOf(`  ${escapeOfData('\u0001loud\u0002')}`);
    assert.doesNotMatch(marked, /\*\*/);
  });
});

/** As every operation treats the words of a file. */
function escapeOfData(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

describe('the question that a request is', () => {
  const one = { snapshot: snapshotOf([task({ task_id: 'MONEY--T01' }), task({ task_id: 'MONEY--T02' })]) };
  const two = { snapshot: snapshotOf([task({ task_id: 'OTHER--T01' }), task({ task_id: 'two words' })]) };
  const ask = (prompt: string, command?: string) => questionOf({ command, prompt }, { all: [one, two], active: one });

  it('is /next for a sentence without a task, and /explain for one with a task, in whatever case and punctuation', () => {
    assert.deepEqual([ask('hello there').command.name, ask('').command.name], ['next', 'next']);
    for (const prompt of ['why not MONEY--T02?', 'money--t02', '“MONEY--T02”, please', 'and\nMONEY--T02.']) {
      const { command, subject, isFree } = ask(prompt);
      assert.deepEqual([command.name, subject, isFree], ['explain', 'MONEY--T02', true], prompt);
    }
  });

  it('is asked of the backlog that has the task', () => {
    assert.equal(ask('OTHER--T01', 'explain').backlog, two);
    assert.equal(ask('two words', 'check').subject, 'two words');
    assert.equal(ask('Slice 1.1', 'plan').subject, 'Slice 1.1');
    assert.equal(ask('OTHER--T01', 'pulse').backlog, one, 'a command without a task is asked of the active one');
  });

  it('knows what may have been meant by an id that is none', () => {
    const { subject, near } = ask('MONEY--T03', 'explain');
    assert.equal(subject, 'MONEY--T03');
    assert.deepEqual([...near].sort(), ['MONEY--T01', 'MONEY--T02']);
    assert.deepEqual(followUpsOf({ command: 'explain', codes: [], near }).map(({ command, prompt }) => [command, prompt]), near.map((id) => ['explain', id]));
  });
});

describe('the follow-ups', () => {
  it('name commands that are there, never the one that was just asked, and at most three', () => {
    const names = CHAT_COMMANDS.map(({ name }) => name);
    for (const command of names) {
      for (const taskId of [undefined, 'A--T01']) {
        for (const codes of [[], ['BLOCKED::EMPTY-AC::A--T01']]) {
          const followUps = followUpsOf({ command, ...(taskId === undefined ? {} : { taskId }), codes, near: [] });
          assert.ok(followUps.length > 0 && followUps.length <= 3, command);
          for (const one of followUps) assert.ok(names.includes(one.command) && one.command !== command);
        }
      }
    }
  });
});

