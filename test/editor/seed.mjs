// What chance does in the tests. The same files give the same course each time they are tested, and other files another:
// a commit that passed passes again. `ORCHESTRATOR_SEED=7 npm test` takes another course, `npm run fuzz` a new one each time.
import { run } from './process.mjs';
import { root } from './paths.mjs';

/** The seed that was asked for, or that of the files of this commit; a whole number of 31 bits. */
export async function seedOfTests() {
  const asked = process.env.ORCHESTRATOR_SEED;
  if (asked) {
    return Number.parseInt(asked, 10) & 0x7fff_ffff;
  }
  const { code, output } = await run('git', ['rev-parse', 'HEAD^{tree}'], { cwd: root, quiet: true });
  return code === 0 ? Number.parseInt(output.slice(0, 8), 16) & 0x7fff_ffff : 0;
}
