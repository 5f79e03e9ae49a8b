import { expect, test } from 'vitest';
import { parseCardText } from '../../shared/identity/card.ts';
import { buildCardText } from '../station/devices/fakes/index.ts';
import { people } from './people.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function checkCharacter(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return '10X98765432'[sum % 11] ?? '';
}

test('every made-up number of 18 places passes the check of GB 11643', () => {
  const wrong = people
    .filter(({ card }) => card.number.length === 18)
    .filter(({ card }) => card.number.at(-1) !== checkCharacter(card.number))
    .map(({ id, card }) => `${id} ${card.number.slice(0, 17)}${checkCharacter(card.number)}`);
  expect(wrong).toEqual([]);
});

test('the number says the same birthday and sex as the card', () => {
  for (const { card } of people.filter((person) => person.card.number.length === 18)) {
    expect(card.number.slice(6, 14)).toBe(card.birth.replaceAll('-', ''));
    expect(Number(card.number[16]) % 2 === 1 ? 'male' : 'female').toBe(card.sex);
  }
});

test('every card survives being written to a chip and read back', () => {
  for (const { id, card } of people) {
    const read = parseCardText(buildCardText(card));
    expect(read.ok ? { id, name: read.card.name, number: read.card.number } : { id, ...read }).toEqual({
      id,
      name: card.name,
      number: card.number,
    });
  }
});

test('the shelf holds what a hall meets: long-term, expired, rare character, each kind of card', () => {
  expect(people.filter(({ cardKind }) => cardKind === 'citizen').length).toBeGreaterThanOrEqual(8);
  expect(new Set(people.map(({ cardKind }) => cardKind)).size).toBe(4);
  expect(people.some(({ card }) => card.validity.to === 'long-term')).toBe(true);
  expect(people.some(({ card }) => card.validity.to < '2025')).toBe(true);
  expect(people.some(({ name }) => name.includes('㛃'))).toBe(true);
});
