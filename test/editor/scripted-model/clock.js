// The clock of this process for pictures, which are to show the same whenever they are made: it begins at a fixed moment
// and hardly runs on, so that no second, and no "5m ago", passes before the picture. Timers go as always.
const SLOWNESS = 1000;

/** @param {string} moment an ISO time */
function beginAt(moment) {
  const RealDate = globalThis.Date;
  const [began, begins] = [RealDate.now(), RealDate.parse(moment)];
  const now = () => Math.round(begins + (RealDate.now() - began) / SLOWNESS);
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, asked) => Reflect.construct(target, args.length > 0 ? args : [now()], asked),
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  process.env.TZ = 'UTC';
}

module.exports = { beginAt };

// Of a program that is started with `--require` of this file.
if (process.env.PICTURE_MOMENT) beginAt(process.env.PICTURE_MOMENT);
