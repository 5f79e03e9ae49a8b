// Draws the characters for paper: every Han character of GB 18030-2022 level 3 and what else stands in its two-byte
// part, 24 × 24 dots each, into src/main/station/devices/printer/glyphs/paper-glyphs.bin. Run by hand, when a font is
// renewed; needs Chromium and the three fonts (Debian: fonts-noto-cjk, fonts-hanazono):
//   node build/paper-glyphs.mjs NotoSansCJK-Regular.ttc HanaMinA.ttf HanaMinB.ttf
// The format is told in src/main/station/devices/printer/glyphs/glyph-font.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { root } from './paths.mjs';

const CELL = 24;
const GLYPH_BYTES = (CELL * CELL) / 8;
const PAGE = 1024;
const OUT = join(root, 'src/main/station/devices/printer/glyphs/paper-glyphs.bin');

/** GB 18030-2022, implementation level 3: the Han blocks as the standard counts them, 87 887 characters. */
const LEVEL_3 = [
  [0x3400, 0x4db5],
  [0x4e00, 0x9fef],
  [0x20000, 0x2a6d6],
  [0x2a700, 0x2b734],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
];
const COMPATIBILITY = [0xfa0e, 0xfa0f, 0xfa11, 0xfa13, 0xfa14, 0xfa1f, 0xfa21, 0xfa23, 0xfa24, 0xfa27, 0xfa28, 0xfa29];

/** All that is to have a shape: ASCII, the two-byte part of GB 18030, its level 3, and the radicals. */
function wanted() {
  const points = new Set(COMPATIBILITY);
  for (let c = 0x20; c < 0x7f; c += 1) points.add(c);
  for (const [from, to] of [...LEVEL_3, [0x2f00, 0x2fd5]]) for (let c = from; c <= to; c += 1) points.add(c);
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const text = low === 0x7f ? '' : decoder.decode(Uint8Array.of(high, low));
      const point = text.codePointAt(0) ?? 0;
      if ([...text].length === 1 && point > 0x7f && point !== 0xfffd && (point < 0xe000 || point > 0xf8ff))
        points.add(point);
    }
  }
  return points;
}

/** The characters a font has, from its `cmap` (OpenType, formats 4 and 12). `face`: of a collection. */
function coverage(file, face) {
  const font = readFileSync(file);
  const base = font.toString('latin1', 0, 4) === 'ttcf' ? font.readUInt32BE(12 + 4 * face) : 0;
  const points = new Set();
  for (let table = 0; table < font.readUInt16BE(base + 4); table += 1) {
    const entry = base + 12 + 16 * table;
    if (font.toString('latin1', entry, entry + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(entry + 8);
    for (let k = 0; k < font.readUInt16BE(cmap + 2); k += 1) {
      const at = cmap + font.readUInt32BE(cmap + 8 + 8 * k);
      if (font.readUInt16BE(at) === 12) format12(font, at, points);
      if (font.readUInt16BE(at) === 4) format4(font, at, points);
    }
  }
  return points;
}

function format12(font, at, points) {
  for (let group = 0; group < font.readUInt32BE(at + 12); group += 1) {
    const from = at + 16 + 12 * group;
    for (let c = font.readUInt32BE(from); c <= font.readUInt32BE(from + 4); c += 1) points.add(c);
  }
}

function format4(font, at, points) {
  const size = font.readUInt16BE(at + 6);
  for (let segment = 0; segment < size; segment += 2) {
    const [end, start, delta] = [14, 16 + size, 16 + 2 * size].map((from) => font.readUInt16BE(at + from + segment));
    const place = at + 16 + 3 * size + segment;
    const range = font.readUInt16BE(place);
    for (let c = start; c <= end && c < 0xffff; c += 1) {
      const glyph = range === 0 ? c + delta : font.readUInt16BE(place + range + 2 * (c - start));
      if ((glyph & 0xffff) !== 0) points.add(c);
    }
  }
}

/** Runs in the page: draws characters four times as large and takes each dot by the ink on it; base64 of all cells. */
function draw({ text, font, cell }) {
  const LARGE = 4;
  const side = cell * LARGE;
  const canvas = new OffscreenCanvas(side, side);
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const dots = (char, stroke, threshold) => {
    pen.clearRect(0, 0, side, side);
    pen.font = `${side * 0.98}px "${font.family}"`;
    pen.lineJoin = 'round';
    pen.lineWidth = stroke * side;
    const [x, y] = [side * 0.01, side * 0.87];
    pen.fillText(char, x, y);
    if (stroke > 0) pen.strokeText(char, x, y);
    const ink = pen.getImageData(0, 0, side, side).data;
    const cells = new Uint8Array(cell * cell);
    for (let at = 0; at < cells.length; at += 1) {
      const [row, column] = [Math.floor(at / cell) * LARGE, (at % cell) * LARGE];
      let sum = 0;
      for (let v = 0; v < LARGE; v += 1)
        for (let u = 0; u < LARGE; u += 1) sum += ink[4 * ((row + v) * side + column + u) + 3];
      cells[at] = sum >= threshold * 255 * LARGE * LARGE ? 1 : 0;
    }
    return cells;
  };
  let out = '';
  for (const char of text) {
    let cells = dots(char, 0, font.threshold);
    // A Ming face loses its thin strokes on 24 dots: where there is room they are made a little thicker.
    if (font.thicken && cells.reduce((sum, dot) => sum + dot, 0) < 0.22 * cells.length) cells = dots(char, 0.02, 0.44);
    for (let at = 0; at < cells.length; at += 8)
      out += String.fromCharCode(cells.slice(at, at + 8).reduce((byte, dot) => 2 * byte + dot, 0));
  }
  return btoa(out);
}

async function main([noto, hanaA, hanaB]) {
  if (!hanaB) throw new Error('node build/paper-glyphs.mjs NotoSansCJK-Regular.ttc HanaMinA.ttf HanaMinB.ttf');
  const fonts = [
    // Face 2 of the collection is SC, face 7 the same with half-width Latin.
    { family: 'Noto Sans Mono CJK SC', threshold: 0.5, has: coverage(noto, 7) },
    { family: 'hana-a', file: hanaA, threshold: 0.33, thicken: true, has: coverage(hanaA, 0) },
    { family: 'hana-b', file: hanaB, threshold: 0.33, thicken: true, has: coverage(hanaB, 0) },
  ];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage();
  await page.route('http://font.local/**', (route) => {
    const font = fonts.find((each) => each.file && route.request().url().endsWith(each.family));
    return route.fulfill(
      font ? { body: readFileSync(font.file) } : { body: '<!doctype html>', contentType: 'text/html' },
    );
  });
  await page.goto('http://font.local/');
  for (const { family, file } of fonts) {
    if (file)
      await page.evaluate(
        async (name) => document.fonts.add(await new FontFace(name, `url(http://font.local/${name})`).load()),
        family,
      );
  }
  const glyphs = new Map();
  const lacking = [];
  const jobs = new Map(fonts.map((font) => [font, []]));
  for (const point of [...wanted()].sort((a, b) => a - b)) {
    const font = fonts.find((each) => each.has.has(point));
    if (font) jobs.get(font).push(point);
    else lacking.push(point);
  }
  for (const [{ family, threshold, thicken }, points] of jobs) {
    for (let at = 0; at < points.length; at += PAGE) {
      const some = points.slice(at, at + PAGE);
      const text = String.fromCodePoint(...some);
      const bytes = Buffer.from(
        await page.evaluate(draw, { text, font: { family, threshold, thicken }, cell: CELL }),
        'base64',
      );
      some.forEach((point, index) => {
        glyphs.set(point, bytes.subarray(index * GLYPH_BYTES, (index + 1) * GLYPH_BYTES));
      });
      process.stderr.write(`${family}: ${Math.min(at + PAGE, points.length)}/${points.length}\n`);
    }
  }
  await browser.close();
  writeFileSync(OUT, pack(glyphs));
  const names = lacking.map((point) => `U+${point.toString(16).toUpperCase()}`).join(' ');
  process.stderr.write(`${glyphs.size} characters; in no font: ${lacking.length} ${names}\n`);
}

function pack(glyphs) {
  const pages = new Map();
  for (const [point, glyph] of glyphs) {
    const number = Math.floor(point / PAGE);
    if (!pages.has(number)) pages.set(number, []);
    pages.get(number).push([point % PAGE, glyph]);
  }
  const index = Buffer.alloc(8 + 10 * pages.size);
  index.write('OWGL', 'latin1');
  index.writeUInt16LE(1, 4);
  index.writeUInt16LE(pages.size, 6);
  const parts = [index];
  let offset = index.length;
  [...pages]
    .sort(([a], [b]) => a - b)
    .forEach(([number, entries], at) => {
      const present = Buffer.alloc(PAGE / 8);
      entries.sort(([a], [b]) => a - b);
      for (const [place] of entries) present[place >> 3] |= 0x80 >> (place & 7);
      const plain = Buffer.concat([present, ...entries.map(([, glyph]) => glyph)]);
      const packed = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
      index.writeUInt16LE(number, 8 + 10 * at);
      index.writeUInt32LE(offset, 10 + 10 * at);
      index.writeUInt32LE(packed.length, 14 + 10 * at);
      parts.push(packed);
      offset += packed.length;
    });
  return Buffer.concat(parts);
}

await main(process.argv.slice(2));
