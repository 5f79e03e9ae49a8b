import { foldSounds, type Reach, reachOfLetters, reachOfSyllables, type Spell, startsAlmostWith } from './spelling.ts';
import type { Item, ItemClass } from './types.ts';

/**
 * Forgiving search over a hall's items, for people who do not know the official name: by name, by what people call it,
 * by class, department and materials, in characters or in pinyin, with a character wrong or a few words too many.
 * Better matches first, then what is asked for most.
 */
export interface ItemSearch {
  /** All items that fit, best first; the most used first for an empty query. */
  search(query: string): Item[];
}

export interface SearchWith {
  /** Finds items by the name of their class too. */
  readonly classes?: readonly ItemClass[];
  /** Finds items by pinyin and by sound too: `spell` of pinyin.ts, which a page may load later. */
  readonly spell?: Spell;
  /** Finds items by their English names too: for who types English, or letters of pinyin would find half of the words. */
  readonly english?: boolean;
}

interface Field {
  readonly text: string;
  readonly weight: number;
  /** Empty where a field is not searched by sound. */
  readonly syllables: readonly string[];
  readonly folded: readonly string[];
}

interface Entry {
  readonly item: Item;
  readonly fields: readonly Field[];
}

/** A typed query, prepared once for all fields. */
interface Typed {
  readonly text: string;
  /** Latin letters only: read as pinyin. */
  readonly letters: boolean;
  readonly folded: string;
  /** What the characters sound like, folded; empty for letters or without a `spell`. */
  readonly sounds: readonly string[];
}

/** Coarse on purpose: among equally good matches the most used item comes first. */
const TEXT: Readonly<Record<Reach, number>> = { whole: 100, start: 80, inside: 60 };
const PINYIN: Readonly<Record<Reach, number>> = { whole: 90, start: 75, inside: 55 };
const SOUND: Readonly<Record<Reach, number>> = { whole: 70, start: 55, inside: 38 };
const QUERY_HOLDS_FIELD = 50;
const IN_ORDER = 40;
const ONE_WRONG = 35;
const SHARED_PAIRS = 30;
/** What scores less than this part of the best match is left out. */
const CUT = 0.4;

const OPENING = /^(我想要?|我要|想要|请问|怎么样?|如何|在哪里?|去哪里?|办理|办个|申请|申领|领取?|办)+/;
const CLOSING =
  /(怎么(办理?|弄|申请|领)?|在哪里?(办理?|领)?|要?带什么(材料|东西)?|需?要什么(材料|东西|条件)?|多少钱|办理|吗|呢|了)+$/;

export function createItemSearch(items: readonly Item[], searchWith: SearchWith = {}): ItemSearch {
  const { classes = [], spell } = searchWith;
  const byUse = [...items].sort((a, b) => b.popularity - a.popularity);
  const classFields = new Map(classes.map((each) => [each.id, field(each.name, 0.5, spell)]));
  const entries = byUse.map((item) => toEntry(item, classFields.get(item.classId), searchWith));

  return {
    search(query) {
      const words = query
        .split(/[\s,，、。.;；/]+/)
        .map(plain)
        .filter(Boolean);
      if (words.length === 0) return [...byUse];
      const tries = distinct([words.join(''), withoutFillers(words.join(''))]).map((text) => typed(text, spell));
      const single = words.length > 1 ? words.map((word) => typed(word, spell)) : [];
      const found: { item: Item; score: number }[] = [];
      for (const { item, fields } of entries) {
        const score = Math.max(...tries.map((each) => scoreOf(each, fields)), scoreOfAll(single, fields));
        if (score > 0) found.push({ item, score });
      }
      const best = found.reduce((most, each) => Math.max(most, each.score), 0);
      return found
        .filter((each) => each.score >= best * CUT)
        .sort((a, b) => b.score - a.score) // stable: equal scores keep the order of use
        .map((each) => each.item);
    },
  };
}

function toEntry(item: Item, classField: Field | undefined, { spell, english }: SearchWith): Entry {
  return {
    item,
    fields: [
      ...[item.name, ...item.aliases].map((name) => field(name, 1, spell)),
      ...(english && item.nameEn ? [field(item.nameEn, 1)] : []),
      ...(classField ? [classField] : []),
      field(item.department, 0.4),
      ...item.materials.map((material) => field(material.name, 0.4)),
    ],
  };
}

function field(text: string, weight: number, spell?: Spell): Field {
  const normal = plain(text);
  const syllables = spell ? spell(normal) : [];
  return { text: normal, weight, syllables, folded: syllables.map(foldSounds) };
}

function typed(text: string, spell: Spell | undefined): Typed {
  const letters = /^[a-z]+$/.test(text);
  const sounds = !letters && spell ? spell(text).map(foldSounds) : [];
  return { text, letters, folded: letters ? foldSounds(text) : text, sounds };
}

/** Every word must fit somewhere; the mean of their best scores. */
function scoreOfAll(words: readonly Typed[], fields: readonly Field[]): number {
  if (words.length === 0) return 0;
  const scores = words.map((word) => scoreOf(word, fields));
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

function scoreOf(query: Typed, fields: readonly Field[]): number {
  return fields.reduce((best, each) => Math.max(best, each.weight * grade(query, each)), 0);
}

function grade(query: Typed, { text, weight, syllables, folded }: Field): number {
  const found = reachOfText(query.text, text);
  if (found) return TEXT[found];
  if (query.letters) return gradeLetters(query, syllables, folded);
  if (query.text.length < 2) return 0;
  const sound = reachOfSyllables(query.sounds, folded);
  if (sound && query.sounds.length > 0) return SOUND[sound];
  if (weight < 1) return 0; // the guesses below only for names
  if (text.length > 1 && query.text.includes(text)) return QUERY_HOLDS_FIELD;
  if (inOrder(query.text, text)) return IN_ORDER;
  if (query.text.length < 3) return 0;
  if (startsAnywhere(text, (rest) => startsAlmostWith(rest, query.text))) return ONE_WRONG;
  return SHARED_PAIRS * sharedPairs(query.text, text);
}

function gradeLetters(query: Typed, syllables: readonly string[], folded: readonly string[]): number {
  const reach = reachOfLetters(query.text, syllables);
  if (reach) return PINYIN[reach];
  const alike = reachOfLetters(query.folded, folded);
  if (alike) return SOUND[alike];
  if (query.text.length < 4) return 0;
  const almost = syllables.some((_, first) => startsAlmostWith(syllables.slice(first).join(''), query.text));
  return almost ? ONE_WRONG : 0;
}

function reachOfText(wanted: string, text: string): Reach | null {
  const at = text.indexOf(wanted);
  if (at < 0) return null;
  if (at > 0) return 'inside';
  return wanted.length === text.length ? 'whole' : 'start';
}

/** All characters of the query in their order, with others between: 租备案 in 房屋租赁登记备案. */
function inOrder(query: string, text: string): boolean {
  let at = -1;
  return [...query].every((character) => {
    at = text.indexOf(character, at + 1);
    return at >= 0;
  });
}

function startsAnywhere(text: string, test: (rest: string) => boolean): boolean {
  return [...text].some((_, first) => text.length - first > 1 && test(text.slice(first)));
}

/** The part of the query's neighbouring pairs that the text has too; less than a third is chance. */
function sharedPairs(query: string, text: string): number {
  const pairs = query.length - 1;
  let shared = 0;
  for (let at = 0; at < pairs; at++) if (text.includes(query.slice(at, at + 2))) shared++;
  return shared * 3 < pairs ? 0 : shared / pairs;
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function withoutFillers(text: string): string {
  return text.replace(OPENING, '').replace(CLOSING, '') || text;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
