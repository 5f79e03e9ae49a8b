import { describe, expect, test } from 'vitest';
import { spell } from './pinyin.ts';
import { sampleHall } from './sample/hall.ts';
import { createItemSearch } from './search.ts';

const { items, classes } = sampleHall;
const finder = createItemSearch(items, { classes, spell });
const names = (query: string, count = 88): string[] =>
  finder
    .search(query)
    .slice(0, count)
    .map((item) => item.name);

describe('the first result of', () => {
  test.each([
    // the name, whole or in part
    ['失业登记', '失业登记'],
    ['高龄', '高龄津贴申领'],
    // what people say
    ['老人补贴', '高龄津贴申领'],
    ['准生证', '生育登记'],
    ['租房', '房屋租赁登记备案'],
    ['低保', '最低生活保障申请'],
    ['狗证', '养犬登记'],
    ['摆摊', '便民摊点设置申请'],
    ['自闭症', '残疾儿童康复救助申请'],
    ['押金不退', '房屋租赁纠纷调解'],
    ['社保卡丢了', '社会保障卡补换'],
    // pinyin: initials, full, both mixed, half typed
    ['sy', '失业登记'],
    ['SYDJ', '失业登记'],
    ['shiye', '失业登记'],
    ['shi ye', '失业登记'],
    ['shiyedj', '失业登记'],
    ['shiyed', '失业登记'],
    ['gljt', '高龄津贴申领'],
    ['dibao', '最低生活保障申请'],
    ['zhunshengzheng', '生育登记'],
    ['jzz', '居住证申领'],
    ['gouzheng', '养犬登记'],
    // sounds many do not tell apart
    ['siye', '失业登记'],
    ['shenyu', '生育登记'],
    // one wrong letter or character, traditional characters, full width
    ['shiyie', '失业登记'],
    ['gaolinh', '高龄津贴申领'],
    ['失也登记', '失业登记'],
    ['失业登计', '失业登记'],
    ['失登业记', '失业登记'],
    ['失業登記', '失业登记'],
    ['低宝', '最低生活保障申请'],
    ['残疾政', '残疾人证新办'],
    ['独身子女', '独生子女父母奖励申领'],
    ['ｓｙｄｊ', '失业登记'],
    // words too many, words apart, words left out
    ['我要办失业登记', '失业登记'],
    ['养狗怎么办', '养犬登记'],
    ['租房补贴怎么申请', '住房租赁补贴申领'],
    ['孩子出生了去哪登记', '生育登记'],
    ['老年人补贴', '高龄津贴申领'],
    ['残疾 护理', '重度残疾人护理补贴申领'],
    ['租备案', '房屋租赁登记备案'],
  ])('%s is %s', (query, name) => {
    expect(names(query, 1)).toEqual([name]);
  });
});

describe('results', () => {
  test.each(['', '  ', '，。', '\t'])('of an empty query %j are all items, the most used first', (query) => {
    expect(names(query, 4)).toEqual(['失业登记', '社保待遇资格认证', '居住登记', '生育登记']);
    expect(finder.search(query)).toHaveLength(items.length);
  });

  test('of initials that fit several items come by use', () => {
    expect(names('sydj', 2)).toEqual(['失业登记', '生育登记']);
    expect(names('sy', 4)).toEqual(['失业登记', '生育登记', '失业保险金申领', '生育津贴申领']);
  });

  test('are found by class, in characters and in pinyin', () => {
    const ofClass = items.filter((item) => item.classId === 'city-management').map((item) => item.name);
    expect(names('城市管理')).toEqual(expect.arrayContaining(ofClass));
    expect(names('csgl')).toEqual(expect.arrayContaining(ofClass));
  });

  test('are found by department', () => {
    expect(names('公安分局')).toEqual(['居住登记', '居住证申领', '居住证签注', '居住证换领补领']);
  });

  test('are found by material, after those that are named so', () => {
    expect(names('结婚证', 1)).toEqual(['婚姻登记档案查询']);
    expect(names('结婚证')).toContain('生育登记');
    expect(names('犬只免疫证明')).toEqual(['养犬登记', '养犬登记年审']);
  });

  test.each(['哈哈', '嗯', 'qqqq', '🐶', 'x', '()'])('of %s hold nothing made up', (query) => {
    for (const name of names(query)) expect(items.some((item) => item.name === name)).toBe(true);
  });

  test.each(['哈哈', '嗯', 'qqqq'])('of %s are none', (query) => {
    expect(names(query)).toEqual([]);
  });

  test('never hold an item twice', () => {
    for (const query of ['s', '登记', '补贴', 'bt', '残疾', '']) {
      const found = finder.search(query);
      expect(new Set(found).size, query).toBe(found.length);
    }
  });
});

test('every item is first for its own name and near the top for its own pinyin', () => {
  for (const item of items) {
    expect(names(item.name, 1), item.name).toEqual([item.name]);
    const letters = spell(item.name)
      .join('')
      .replace(/[^a-z]/g, '');
    expect(names(letters, 3), letters).toContain(item.name);
  }
});

test('every item is found with any one character of its name wrong', () => {
  for (const item of items) {
    const characters = [...item.name];
    for (const place of characters.keys()) {
      const wrong = characters.with(place, '乙').join('');
      expect(names(wrong, 5), wrong).toContain(item.name);
    }
  }
});

test('without pinyin it still finds by characters, and letters find nothing', () => {
  const plain = createItemSearch(items);
  expect(plain.search('老人补贴')[0]!.name).toBe('高龄津贴申领');
  expect(plain.search('失业登计')[0]!.name).toBe('失业登记');
  expect(plain.search('sy')).toEqual([]);
  expect(plain.search('')[0]!.name).toBe('失业登记');
});

test('names are spelled once, when the search is made', () => {
  let spelled = 0;
  const counting = (text: string) => {
    spelled++;
    return spell(text);
  };
  const search = createItemSearch(items, { classes, spell: counting });
  expect(spelled).toBe(classes.length + items.reduce((sum, item) => sum + 1 + item.aliases.length, 0));
  spelled = 0;
  search.search('shiye');
  expect(spelled).toBe(0);
  search.search('失业');
  expect(spelled).toBe(1);
});

test('what a caller does to a result does not harm the next', () => {
  finder.search('').length = 0;
  expect(finder.search('')).toHaveLength(items.length);
});

test('English names are found by who reads English, and letters of pinyin do not find them', () => {
  const english = createItemSearch(items, { classes, spell, english: true });
  expect(english.search('dog')[0]?.name).toBe('养犬登记');
  expect(english.search('Unemployment ben').map(({ name }) => name)).toContain('失业保险金申领');
  expect(names('unemploy')).toEqual([]);
});

test('every item of the sample hall has an English name of its own', () => {
  const all = items.map(({ nameEn }) => nameEn ?? '');
  expect(all.filter((name) => !/^[ -~]{4,50}$/.test(name))).toEqual([]);
  expect(new Set(all).size).toBe(items.length);
});
