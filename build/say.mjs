// Progress in plain words, always on stderr: stdout belongs to the command being run (`--json` must stay clean).

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} since milliseconds from `Date.now()` */
export function secondsSince(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs one long step: says what it does, a line every ten seconds while it lasts, and how long it took.
 * @template T
 * @param {string} what Chinese first, short English after
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const started = Date.now();
  say(`▸ ${what} …`);
  const beat = setInterval(() => say(`  … ${secondsSince(started)}`), 10_000);
  try {
    const result = await work();
    say(`  ✓ ${secondsSince(started)}`);
    return result;
  } finally {
    clearInterval(beat);
  }
}

/** A failure whose message is already meant for the person: no stack is printed. */
export class PlainError extends Error {}

/** Ends the process with the error in words; for the last `catch` of a command. */
export function fail(error) {
  say(error instanceof PlainError ? `✗ ${error.message}` : String(error?.stack ?? error));
  process.exit(1);
}
