import { branchNameFault } from '../../src/core/branches';
import type { RepositoryFacts } from '../../src/core/git';
import type { Git } from '../../src/core/ports';
import { err, ok } from '../../src/core/result';
import type { FakePlace } from './world';

const COMMIT = 'a'.repeat(40);

/** git over `place.facts`: what changes something changes the facts, and is listed in `done`. */
export function fakeGit(placeOf: () => FakePlace, done: string[]): Git {
  const tips = new Map<string, string>();
  /** The state file as the last commit of a branch has it. */
  const files = new Map<string, string | undefined>();
  const step = <T>(what: string, value: T, make: () => void = () => undefined) => {
    const refusal = placeOf().fault?.(what);
    if (refusal) return Promise.resolve(err(refusal));
    done.push(what);
    make();
    return Promise.resolve(ok(value));
  };
  const head = () => {
    const { facts } = placeOf();
    return facts.kind === 'repository' && facts.head.kind === 'branch' ? facts.head.name : '';
  };
  const change = (facts: Partial<RepositoryFacts>) => {
    const place = placeOf();
    if (place.facts.kind === 'repository') place.facts = { ...place.facts, ...facts };
  };
  const branches = () => (placeOf().facts.kind === 'repository' ? (placeOf().facts as RepositoryFacts).branches : []);
  return {
    facts: () => Promise.resolve(placeOf().facts),
    checkBranchName: (name) => {
      const fault = branchNameFault(name);
      return Promise.resolve(fault === undefined ? ok(name) : err({ code: 'BLOCKED::BRANCH-NAME', message: `${name}: ${fault}`, remedy: 'Change the id.' }));
    },
    createBranch: (name, from) =>
      step(`branch ${name} from ${from}`, { commit: COMMIT }, () => {
        for (const branch of [head(), name]) files.set(branch, placeOf().stateText);
        tips.set(name, COMMIT);
        change({ branches: [...branches(), name], head: { kind: 'branch', name, commit: COMMIT } });
      }),
    switchTo: (name) =>
      step(`switch ${name}`, undefined, () => {
        if (files.has(name)) placeOf().stateText = files.get(name);
        change({ head: { kind: 'branch', name, commit: tips.get(name) ?? COMMIT } });
      }),
    commit: (message, paths) => {
      const commit = String.fromCharCode('b'.charCodeAt(0) + (done.filter((what) => what.startsWith('commit ')).length % 5)).repeat(40);
      return step(`commit ${message} [${paths.join()}]`, { commit }, () => {
        files.set(head(), placeOf().stateText);
        tips.set(head(), commit);
      });
    },
    deleteBranchAt: (name, commit) =>
      step(`delete ${name} at ${commit.slice(0, 4)}`, undefined, () => {
        change({ branches: branches().filter((branch) => branch !== name) });
      }),
    resolve: (revision) => Promise.resolve(tips.get(revision.replace('refs/heads/', '')) ?? (revision === 'refs/heads/main' ? COMMIT : 'b'.repeat(40))),
    worktrees: () => Promise.resolve(placeOf().worktreeList),
    commitsOn: (branch) => Promise.resolve(placeOf().commits.get(branch) ?? []),
    work: () => Promise.resolve(placeOf().work),
    linkBranch: (branch, taskId) => step(`link ${branch} ${taskId ?? ''}`, undefined),
    mergeDriver: () => Promise.resolve(placeOf().driver),
    setMergeDriver: (name, driver) => {
      const { attribute } = placeOf().driver ?? {};
      placeOf().driver = { ...(attribute === undefined ? {} : { attribute }), ...(driver ? { command: driver.command } : {}) };
      return step(`merge driver ${name} ${driver?.command ?? ''}`.trim(), undefined);
    },
    conflictStages: () => Promise.resolve(placeOf().stages),
    lastChange: () => Promise.resolve(undefined),
    versions: () => Promise.resolve(placeOf().versions),
    history: () => Promise.resolve(placeOf().past),
  };
}
