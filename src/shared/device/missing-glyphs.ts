import { z } from 'zod';

/** Characters that stood as 〓 on paper here, the newest first, with how often; one character says nothing of a person. */
export const MissingGlyphs = z.array(z.object({ char: z.string(), times: z.number().int(), at: z.number() }));
export type MissingGlyphs = z.infer<typeof MissingGlyphs>;

/** More than any hall meets; the oldest give way. */
const KEPT = 50;

/** `at`: ms since 1970 by the hall's clock. */
export function withMissing(known: MissingGlyphs, chars: readonly string[], at: number): MissingGlyphs {
  const met = chars.map((char) => ({ char, times: (known.find((each) => each.char === char)?.times ?? 0) + 1, at }));
  return [...met, ...known.filter(({ char }) => !chars.includes(char))].slice(0, KEPT);
}
