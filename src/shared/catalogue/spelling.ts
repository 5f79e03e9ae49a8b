/**
 * Matching what someone types in letters against the syllables of a Chinese name. No dictionary here: the syllables
 * come from a `Spell`, such as the one in pinyin.ts.
 */

/** One syllable without tone per character, ü as v; a character that has none stands for itself. */
export type Spell = (text: string) => readonly string[];

/** `whole`: from the first to the last syllable; `start`: from the first; `inside`: from a later one. */
export type Reach = 'whole' | 'start' | 'inside';

/**
 * Full pinyin, initials and any mixture: shiyedengji, sydj, shiyedj, and shiyed while still typing.
 * A single letter only matches at the start; inside a name it would match everything.
 */
export function reachOfLetters(letters: string, syllables: readonly string[]): Reach | null {
  const starts = letters.length === 1 ? Math.min(1, syllables.length) : syllables.length;
  for (let first = 0; first < starts; first++) {
    const end = follow(letters, syllables, first);
    if (end === null) continue;
    if (first > 0) return 'inside';
    return end === syllables.length ? 'whole' : 'start';
  }
  return null;
}

/**
 * The index after the last syllable used when all `letters` can be read along the syllables from `first`, else null.
 * Keeps every position the splits so far have reached, so that its time grows with the lengths and not with the splits.
 */
function follow(letters: string, syllables: readonly string[], first: number): number | null {
  let reached = new Set([0]);
  for (let index = first; index < syllables.length && reached.size > 0; index++) {
    const syllable = syllables[index]!;
    const next = new Set<number>();
    for (const at of reached) {
      if (syllable.startsWith(letters.slice(at))) return index + 1;
      for (const part of [syllable, initialOf(syllable), syllable.slice(0, 1)]) {
        if (letters.startsWith(part, at)) next.add(at + part.length);
      }
    }
    reached = next;
  }
  return null;
}

function initialOf(syllable: string): string {
  return /^[zcs]h/.test(syllable) ? syllable.slice(0, 2) : syllable.slice(0, 1);
}

/** Where the same syllables follow each other: 失叶 for 失业, 失業 for 失业. */
export function reachOfSyllables(wanted: readonly string[], syllables: readonly string[]): Reach | null {
  for (let first = 0; first + wanted.length <= syllables.length; first++) {
    if (!wanted.every((each, index) => each === syllables[first + index])) continue;
    if (first > 0) return 'inside';
    return wanted.length === syllables.length ? 'whole' : 'start';
  }
  return null;
}

/** Sounds many speakers do not tell apart: z/zh, c/ch, s/sh, and n/ng at the end. */
export function foldSounds(letters: string): string {
  return letters.replace(/([zcs])h/g, '$1').replace(/ng/g, 'n');
}

/** One character of `typed` wrong, missing, too many or swapped with its neighbour, against the beginning of `text`. */
export function startsAlmostWith(text: string, typed: string): boolean {
  let at = 0;
  while (at < typed.length && text[at] === typed[at]) at++;
  if (at === typed.length) return true;
  const rest = typed.slice(at + 1);
  return (
    (at < text.length && text.startsWith(rest, at + 1)) ||
    text.startsWith(rest, at) ||
    text.startsWith(typed.slice(at), at + 1) ||
    (rest !== '' && text[at] === rest[0] && text[at + 1] === typed[at] && text.startsWith(rest.slice(1), at + 2))
  );
}
