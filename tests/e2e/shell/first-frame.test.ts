import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchShell, type Shell, testFolder, writeSettings } from './launch.ts';
import { layOutStubs } from './stubs.ts';

/** A station that was here before: the shell has a screen of it, and its page takes its time. */
describe('the screen kept from the last run', () => {
  const folder = testFolder();
  let shell: Shell;
  let page: Page;
  let kept: string;

  beforeAll(async () => {
    const { pages, services } = await layOutStubs(folder.dir);
    const html = join(pages, 'dispenser/index.html');
    const fixtures = join(import.meta.dirname, '../../fixtures/shell');
    cpSync(join(fixtures, 'slow-page.html'), html);
    cpSync(join(fixtures, 'slow-page.js'), join(pages, 'slow-page.js'));
    const config = writeSettings(folder.dir, 'dispenser-1');
    kept = join(folder.dir, 'dispenser-1/data/shell/first-frame-dispenser.json');
    mkdirSync(join(kept, '..'), { recursive: true });
    writeFileSync(
      kept,
      JSON.stringify({
        when: [[0, 9e15]],
        html: '<main><button>取号<i data-live>3</i></button><button>帮助<i data-live>3</i></button><button>没有了</button></main>',
        page: createHash('sha256').update(readFileSync(html)).digest('hex'),
      }),
    );
    shell = await launchShell(['--config', config, '--pages', pages, '--services', services]);
    page = await shell.page('dispenser');
  });
  afterAll(async () => {
    await shell?.close();
    folder.remove();
  });

  test('stands at once; what was touched last in it is pressed once, when the page is there', async () => {
    const frame = page.locator('#first-frame');
    await frame.getByRole('button', { name: '帮助' }).click();
    await frame.getByRole('button', { name: '取号' }).click();
    expect(await frame.locator('[data-pressed]').allInnerTexts()).toEqual(['取号3']);
    await page.evaluate(
      'new Promise((done) => { const look = () => window.arrive ? done() : setTimeout(look, 20); look(); })',
    );
    expect(await page.evaluate('presses')).toEqual([]);
    await page.evaluate('arrive(5)');
    expect(await page.evaluate('presses')).toEqual(['取号']);
    expect(await frame.count()).toBe(0);
    await page.getByRole('button', { name: '帮助' }).click();
    expect(await page.evaluate('presses')).toEqual(['取号', '帮助']);
  });

  test('is kept anew from the page, without what belongs to the moment', async () => {
    await shell.logged('first-frame-kept');
    const { html, when } = JSON.parse(readFileSync(kept, 'utf8'));
    expect(when).toEqual([[0, 9e15]]);
    expect(html).toBe(
      '<main><button>取号<i data-live="">5</i></button><button>帮助<i data-live="">5</i></button></main>',
    );
  });

  test('is not shown to a page that is loaded anew', async () => {
    await page.reload();
    expect(await page.locator('#first-frame').count()).toBe(0);
    expect(await page.locator('script[type="module"]').count()).toBe(1);
  });
});
