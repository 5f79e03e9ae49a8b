// Put into a copy of the dispenser's page. Says when a number could be taken: the first screen's tiles are drawn and
// take a touch, and the frame after that one has begun. Touches one then, and says when that was answered.
const seen = new MutationObserver(look);
seen.observe(document, { subtree: true, childList: true, attributes: true });

function look() {
  const tile = document.querySelector('.home-tiles button');
  if (!tile || tile.disabled) return;
  seen.disconnect();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      window.paintedAt = Date.now();
      touch(document.querySelector('.home-tiles button'));
    }),
  );
}

function touch(tile) {
  const answered = new MutationObserver(() => {
    if (!document.querySelector('#root [data-screen="class"]')) return;
    answered.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.answeredAt = Date.now();
        document.querySelector('[data-screen="class"] .actions button').click(); // the first screen is what is kept for the next start
      }),
    );
  });
  answered.observe(document, { subtree: true, childList: true, attributes: true });
  const finger = { bubbles: true, cancelable: true, pointerId: 7, pointerType: 'touch', isPrimary: true };
  for (const type of ['pointerdown', 'pointerup']) tile.dispatchEvent(new PointerEvent(type, finger));
  tile.click();
}
