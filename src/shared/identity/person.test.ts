import { describe, expect, test } from 'vitest';
import { idNumberValid, maskIdNumber, maskName, maskPhone, readIdNumber } from './person.ts';

describe('a masked name', () => {
  test.each([
    ['张三', '张*'],
    ['李建国', '李*国'],
    ['王小二三', '王**三'],
    ['欧阳修', '欧阳*'],
    ['欧阳建国', '欧阳*国'],
    ['司马', '司*'],
    ['张', '*'],
    ['张 三', '张*'],
    ['𠮷田', '𠮷*'],
    ['王𬭚鑫', '王*鑫'],
    ['李葛\u{E0100}明', '李*明'],
    ['阿依古丽·买买提', '阿***·**提'],
    ['阿不都拉•艾山', '阿***•*山'],
    ['John Smith', 'J*** S****'],
    ['SMITH JOHN PAUL', 'S**** J*** P***'],
    ["Anne-Marie O'Neil", "A***-M**** *'N***"],
    ['김민수', '김**'],
    ['J', '*'],
    ['  张三 ', '张*'],
    ['', ''],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

describe('a masked number of a paper', () => {
  test.each([
    ['11010519491231002X', '1101**********002X'],
    ['110105491231002', '1101*******1002'],
    ['E12345678', 'E******78'],
    ['H01234567', 'H******67'],
    ['123456', '******'],
    ['', ''],
  ])('%s → %s', (number, masked) => {
    expect(maskIdNumber(number)).toBe(masked);
  });
});

describe('a masked phone number', () => {
  test.each([
    ['13800001234', '138****1234'],
    ['138 0000 1234', '138****1234'],
    ['+86 138-0000-1234', '138****1234'],
    ['0086 13800001234', '138****1234'],
    ['0755-0000-1234', '********1234'],
    ['12345', '***45'],
    ['12', '**'],
    ['', ''],
  ])('%s → %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });
});

describe('an identity number', () => {
  test('tells birth and sex', () => {
    expect(readIdNumber('11010519491231002X')).toEqual({ ok: true, birth: '1949-12-31', sex: 'female' });
    expect(readIdNumber(' 11010519491231002x ')).toEqual({ ok: true, birth: '1949-12-31', sex: 'female' });
    expect(readIdNumber('440524188001010014')).toEqual({ ok: true, birth: '1880-01-01', sex: 'male' });
  });

  test.each([
    ['11010519491231002', 'length'],
    ['110105194912310021X', 'length'],
    ['110105491231002', 'length'],
    ['', 'length'],
    ['1101051949123100XX', 'characters'],
    ['01010519491231002X', 'characters'],
    ['１１010519491231002X', 'characters'],
    ['11010519490231002X', 'birth'],
    ['11010519491331002X', 'birth'],
    ['11010500001231002X', 'birth'],
    ['110105194912310021', 'check-digit'],
    ['11010519491231003X', 'check-digit'],
  ])('%s is none: %s', (number, fault) => {
    expect(readIdNumber(number)).toEqual({ ok: false, fault });
    expect(idNumberValid(number)).toBe(false);
  });

  test('with any one digit changed is none', () => {
    const number = '11010519491231002X';
    for (let place = 0; place < 17; place++) {
      for (let digit = 0; digit <= 9; digit++) {
        if (String(digit) === number[place]) continue;
        expect(idNumberValid(number.slice(0, place) + digit + number.slice(place + 1))).toBe(false);
      }
    }
    expect(idNumberValid(number)).toBe(true);
  });
});
