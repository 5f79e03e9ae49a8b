import { expect, test } from 'vitest';
import { framedPage } from './framed-page.ts';

const PAGE = `<head>
    <script type="module" crossorigin src="../assets/a.js"></script>
    <link rel="modulepreload" crossorigin href="../assets/b.js">
    <link rel="stylesheet" crossorigin href="../assets/c.css">
  </head>
  <body>
    <div id="root"></div>
  </body>`;

test('the screen stands before the page’s own place, its style sheet is loaded, its programs are not', () => {
  expect(framedPage(PAGE, '<b>取号</b>')).toBe(`<head>
    <script type="later" crossorigin src="../assets/a.js"></script>
    <link rel="later" crossorigin href="../assets/b.js">
    <link rel="stylesheet" crossorigin href="../assets/c.css">
  </head>
  <body>
    <div id="first-frame"><b>取号</b></div><div id="root"></div>
  </body>`);
});

test('what a screen says is text to us, whatever signs are in it', () => {
  expect(framedPage(PAGE, '$& $1 $`')).toContain('<div id="first-frame">$& $1 $`</div>');
});
