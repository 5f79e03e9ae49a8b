import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../build/build.mjs';
import { launchBrowser } from './browser.ts';
import { startPreview } from './server.ts';

/**
 * A picture of a screen:
 *   node tests/preview/shoot.ts <role> <scenario> [--size 1080x1920] [--large] [--low] [--lang en] [--tap 按钮名]… [--full] --out file.png
 * `--tap` presses a button (or another thing) by its name before the picture is taken; several in order.
 * Public screens take `--large`, `--low` and `--lang` from the address; a role may read it otherwise.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string', default: '1080x1920' },
    large: { type: 'boolean', default: false },
    low: { type: 'boolean', default: false },
    lang: { type: 'string' },
    tap: { type: 'string', multiple: true, default: [] },
    full: { type: 'boolean', default: false },
    query: { type: 'string', default: '' },
    out: { type: 'string' },
  },
});
const [role, scenario] = positionals;
if (!role || !scenario || !values.out) {
  console.error(
    'node tests/preview/shoot.ts <role> <scenario> [--size 1080x1920] [--large] [--low] [--lang en] [--tap name]… --out file.png',
  );
  process.exit(2);
}
const [width, height] = values.size.split('x').map(Number);
await ensureBuilt();
const preview = await startPreview({ role, scenario });
const browser = await launchBrowser({ cameras: 'document' });
try {
  const page = await browser.newPage({ viewport: { width: width ?? 1080, height: height ?? 1920 } });
  page.on('console', (message) => {
    // React Aria writes one style of its own; public.css says the same, so that the policy can stay strict.
    if (message.text().includes('sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=')) return;
    if (message.type() === 'error') console.error('page:', message.text());
  });
  page.on('pageerror', (error) => console.error('page:', error));
  const query = new URLSearchParams(values.query);
  if (values.large) query.set('text', 'large');
  if (values.low) query.set('reach', 'low');
  if (values.lang) query.set('lang', values.lang);
  await page.goto(`${preview.url}?${query}`, { waitUntil: 'networkidle' });
  for (const name of values.tap) {
    const exact = page.getByRole('button', { name, exact: true });
    const target = (await exact.count()) > 0 ? exact.first() : page.getByText(name).first();
    await target.click({ timeout: 5_000 });
  }
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(400); // let a change of place settle
  await page.screenshot({ path: values.out, fullPage: values.full });
} finally {
  await browser.close();
  await preview.close();
}
