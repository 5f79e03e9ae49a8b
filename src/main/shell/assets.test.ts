import { expect, test } from 'vitest';
import { findAsset } from './assets.ts';

test('finds what lies below the pages, names in Chinese included', () => {
  expect(findAsset('/pages', '/counter/index.html')).toMatchObject({
    file: '/pages/counter/index.html',
    page: 'counter',
  });
  expect(findAsset('/pages', '/assets/index-B_x3-Qa1.js')?.type).toBe('text/javascript; charset=utf-8');
  expect(findAsset('/pages', '/voice/%E5%8F%AB%E5%8F%B7.mp3')?.file).toBe('/pages/voice/叫号.mp3');
});

test.each([
  '/../etc/passwd.txt',
  '/a/../../etc/passwd.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/a\\..\\secret.txt',
  '//etc/passwd.txt',
  '/C:/secret.txt',
  '/C%3A/secret.txt',
  '/.env.txt',
  '/a/.git/config.txt',
  '/a/%00.html',
  '/a%0a.html',
  '/a..b.txt',
  '/%',
  '/%ff.html',
  '/',
  '',
  '/counter',
  '/counter/',
  '/shell.cjs',
  '/keys.pem',
])('serves nothing for %j', (path) => {
  expect(findAsset('/pages', path)).toBeNull();
});
