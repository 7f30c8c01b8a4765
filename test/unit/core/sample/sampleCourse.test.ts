import assert from 'node:assert/strict';
import { sampleCourse, SAMPLE_MANIFEST, SAMPLE_STATE, type SampleCommit } from '../../../../src/core/sample/sampleCourse';
import { importStream } from '../../../../src/core/sample/importStream';
import { parseState } from '../../../../src/core/state/parse';
import { transition } from '../../../../src/core/state/transitions';
import { sampleFiles } from '../../../ui/support/sample';

const NOW = new Date('2031-05-06T15:00:00Z');
const FILES = sampleFiles();
const COURSE = sampleCourse(FILES, NOW);
const statusesAt = ({ files }: SampleCommit) => parseState(files[SAMPLE_STATE] ?? '{}', SAMPLE_STATE).state?.entries ?? new Map<string, never>();

describe('the course of the sample', () => {
  it('begins with a plan, goes forward in time, and ends before now', () => {
    const [plan] = COURSE;
    assert.ok(plan && SAMPLE_MANIFEST in plan.files && !(SAMPLE_STATE in plan.files));
    assert.ok((plan.files[SAMPLE_MANIFEST] ?? '').includes(`"timestamp": "${plan.at.toISOString().slice(0, 19)}Z"`));
    COURSE.reduce((before, commit) => {
      assert.ok(commit.at >= before.at, `${commit.message} is older than ${before.message}`);
      return commit;
    });
    assert.ok((COURSE.at(-1)?.at ?? NOW) < NOW);
    const merges = COURSE.filter(({ merges }) => merges !== undefined);
    assert.ok(merges.length >= 5 && merges.every(({ at }) => NOW.getTime() - at.getTime() > 86_400_000), "a forecast has whole days to go by");
  });

  it('takes every step that a task may take, and no other', () => {
    const last = new Map<string, string>();
    for (const commit of COURSE.filter(({ branch }) => branch !== 'main')) {
      const id = commit.branch.slice('feat/'.length);
      const status = statusesAt(commit).get(id)?.status ?? 'unknown';
      const before = last.get(id) ?? 'pending';
      assert.ok(before === status || transition(before as 'pending', status as 'completed').ok, `${id} from ${before} to ${status}`);
      last.set(id, status);
    }
    assert.deepEqual(new Set(last.values()), new Set(['completed', 'in-progress']));
  });

  it('ends on main as the sample records it, without the task that is still on its branch', () => {
    const recorded = parseState(FILES[SAMPLE_STATE] ?? '', SAMPLE_STATE).state?.entries ?? new Map<string, never>();
    const main = COURSE.filter(({ branch }) => branch === 'main');
    const onMain = statusesAt(main.at(-1) as SampleCommit);
    const completed = [...recorded].filter(([, { status }]) => status === 'completed');
    assert.deepEqual([...onMain.keys()].sort(), completed.map(([id]) => id).sort());
    for (const [id, entry] of completed) assert.deepEqual(onMain.get(id)?.acsCompleted, entry.acsCompleted);
    const brought = new Set(COURSE.flatMap(({ files }) => Object.keys(files)));
    assert.deepEqual([...brought].sort(), Object.keys(FILES).sort(), 'every file of the sample is in some commit');
  });

  it('counts bytes and not letters in the stream, and leaves no branch that was merged', () => {
    const stream = importStream([{ branch: 'main', at: NOW, message: 'Grüße', files: { 'a.txt': '€' } }, { branch: 'main', merges: 'feat/A', at: NOW, message: 'm', files: {} }], { name: 'N', email: 'e@x.test' }, Buffer.byteLength);
    assert.match(stream, /data 7\nGrüße\n.*M 100644 inline a\.txt\ndata 3\n€\n/s);
    assert.match(stream, /reset refs\/heads\/feat\/A\nfrom 0{40}\n/);
  });
});
