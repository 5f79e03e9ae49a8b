// Run by the shell beside a page of ours: the screen as it stands, if the page says that it may be shown at a start.
(() => {
  const screen = document.querySelector('#root > [data-first-frame]');
  if (!screen) return null;
  const copy = screen.cloneNode(true);
  const when = JSON.parse(copy.dataset.firstFrame);
  copy.removeAttribute('data-first-frame');
  const passing = ['id', 'data-hovered', 'data-focused', 'data-focus-visible', 'data-pressed'];
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of passing) element.removeAttribute(name);
  }
  return { when, html: copy.outerHTML };
})();
