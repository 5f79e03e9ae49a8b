/**
 * A page that already shows something: a screen kept from an earlier run stands before its `#root`, and the page's own
 * programs are named but not loaded, so that nothing keeps the first paint waiting. The preload loads them after it.
 */
export function framedPage(page: string, screen: string): string {
  return page
    .replaceAll('<script type="module"', '<script type="later"')
    .replaceAll('<link rel="modulepreload"', '<link rel="later"')
    .replace('<div id="root">', () => `<div id="first-frame">${screen}</div><div id="root">`);
}
