import { expect, test } from 'vitest';
import { isOfApp, isOfOrigin, isPage } from './addresses.ts';

test('a page is exactly its address, whatever follows behind # or ?', () => {
  expect(isPage('onewindow://app/counter/index.html', 'counter')).toBe(true);
  expect(isPage('onewindow://app/counter/index.html?x#/y', 'counter')).toBe(true);
});

test.each([
  'onewindow://app/counter/',
  'onewindow://app/counter/index.html/x',
  'onewindow://app/pad/index.html',
  'onewindow://app.elsewhere/counter/index.html',
  'onewindow://app@elsewhere/counter/index.html',
  'https://app/counter/index.html',
  'file:///counter/index.html',
  'about:blank',
  '',
])('%j is not the counter’s page', (address) => {
  expect(isPage(address, 'counter')).toBe(false);
});

test('the app’s own address and an origin are compared whole', () => {
  expect(isOfApp('onewindow://app/assets/a.js')).toBe(true);
  expect(isOfApp('onewindow://apple/assets/a.js')).toBe(false);
  expect(isOfOrigin('http://127.0.0.1:7080/desk/', 'http://127.0.0.1:7080')).toBe(true);
  expect(isOfOrigin('http://127.0.0.1:70801/desk/', 'http://127.0.0.1:7080')).toBe(false);
  expect(isOfOrigin('http://127.0.0.1:7080@elsewhere/', 'http://127.0.0.1:7080')).toBe(false);
});
