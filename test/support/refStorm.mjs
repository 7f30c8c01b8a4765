// Makes and deletes branches until its input ends; prints how many. usage: refStorm.mjs REPOSITORY
import { execFile } from 'node:child_process';

const [repository = ''] = process.argv.slice(2);
const NAMES = Array.from({ length: 20 }, (_, index) => `refs/heads/storm/${index}`);
let isOver = false;
process.stdin.on('end', () => (isOver = true)).resume();

const update = (lines) =>
  new Promise((resolve, reject) => {
    const git = execFile('git', ['update-ref', '--stdin'], { cwd: repository }, (error) => (error ? reject(error) : resolve()));
    git.stdin.end(lines.join('\n') + '\n');
  });

let changes = 0;
console.log('begun');
while (!isOver) {
  await update(NAMES.map((name) => `create ${name} main`));
  await update(NAMES.map((name) => `delete ${name}`));
  changes += 2 * NAMES.length;
}
console.log(changes);
