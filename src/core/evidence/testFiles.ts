import type { Task } from '../manifest/task';

/** Names that test files have in the usual languages and runners. */
const LOOKS_LIKE_TEST = /(?:^|\/)(?:tests?|specs?|__tests__|e2e)\/|[._-](?:test|tests|spec|e2e)\.[^/]+$|(?:^|\/)test_[^/]+$|(?:Test|Tests|Spec)\.[A-Za-z]+$/;

/** Tells whether a changed path is a test file of the task: one that it names, or one that looks like a test. */
export function testFileOf({ tests }: Pick<Task, 'tests'>): (path: string) => boolean {
  const named = tests.flatMap(({ path }) => (path ? [path.replace(/^\.?\//, '')] : []));
  // The backlog may lie below the repository's top, so a changed path may be longer. A folder stands for what is in it.
  return (path) => LOOKS_LIKE_TEST.test(path) || named.some((name) => path === name || path.endsWith(`/${name}`) || `/${path}`.includes(`/${name.replace(/\/?$/, '/')}`));
}
