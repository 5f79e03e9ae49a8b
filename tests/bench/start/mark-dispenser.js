// Put into a copy of the dispenser's page. Says when a number could be taken: the first screen's tiles are drawn and
// take a touch, and the frame after that one has begun.
const seen = new MutationObserver(look);
seen.observe(document, { subtree: true, childList: true, attributes: true });

function look() {
  const tile = document.querySelector('.home-tiles button');
  if (!tile || tile.disabled) return;
  seen.disconnect();
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      window.paintedAt = Date.now();
    }),
  );
}
