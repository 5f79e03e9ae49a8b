// Loaded before a program whose machine shall believe in another time: CLOCK_SHIFT_MS from the real one.
const shift = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const RealDate = Date;
const realNow = Date.now.bind(Date);
globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [realNow() + shift] : args));
  }
  static now() {
    return realNow() + shift;
  }
};
